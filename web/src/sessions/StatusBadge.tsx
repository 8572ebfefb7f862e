import '#i18n/add-session-texts.ts';
import type { SessionStatus } from '@lectern/contract';
import { useTexts } from '#i18n/use-texts.ts';
import { Tag, type Tone } from '#ui/Tag.tsx';

const TONES: Record<SessionStatus, Tone> = {
  pending_approval: 'waiting',
  approved: 'neutral',
  scheduled: 'accent',
  ongoing: 'live',
  completed: 'neutral',
  cancelled: 'neutral',
  expired: 'neutral',
};

export function StatusBadge({ status }: { status: SessionStatus }) {
  const { t } = useTexts();
  return <Tag tone={TONES[status]}>{t(`status.${status}`)}</Tag>;
}
