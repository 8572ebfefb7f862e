import type { RecordingState as State } from '@lectern/contract';
import { IconAlertTriangle, IconCheck, IconClockOff, IconLoader2 } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import { Tag, type Tone } from '#ui/Tag.tsx';

const TONES: Record<State, Tone> = {
  recording: 'live',
  processing: 'waiting',
  ready: 'accent',
  failed: 'failed',
  expired: 'neutral',
};
// The one that is being recorded has the dot of its tone.
const GLYPHS = {
  recording: null,
  processing: IconLoader2,
  ready: IconCheck,
  failed: IconAlertTriangle,
  expired: IconClockOff,
} as const;

export function RecordingState({ state }: { state: State }) {
  const { t } = useTexts();
  const Glyph = GLYPHS[state];
  return (
    <Tag tone={TONES[state]}>
      {Glyph && <Glyph size={16} stroke={2} aria-hidden />}
      {t(`recordings.state.${state}`)}
    </Tag>
  );
}
