import { IconCloud, IconCloudCheck, IconCloudOff, IconCloudUp } from '@tabler/icons-react';
import type { DocumentState } from '#documents/open-document.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { useSlow } from '#stage/use-slow.ts';
import classes from './DocumentMark.module.css';

const GLYPHS = {
  connecting: IconCloud,
  saving: IconCloudUp,
  saved: IconCloudCheck,
  read: IconCloudCheck,
  offline: IconCloudOff,
} as const;

/** Shorter waits than this for the server are not worth a word, in milliseconds. */
const WORTH_A_WORD = 700;

/** Whether what is drawn is kept: in a word, beside its picture. */
export function DocumentMark({ state, may_draw }: { state: DocumentState; may_draw: boolean }) {
  const { t } = useTexts();
  const saving = useSlow(state.unsaved > 0, WORTH_A_WORD);
  const mark = markOf(state, saving, may_draw);
  if (!mark) return null;
  const Glyph = GLYPHS[mark];
  return (
    <span className={classes.mark} data-mark={mark} title={t(`board.state.${mark}`)}>
      <Glyph size={18} stroke={1.75} aria-hidden />
      <span className={classes.word}>{t(`board.state.${mark}`)}</span>
    </span>
  );
}

function markOf(state: DocumentState, saving: boolean, may_draw: boolean): keyof typeof GLYPHS | null {
  switch (state.state) {
    case 'connecting':
    case 'offline':
      return state.state;
    case 'refused':
      // The page itself says why.
      return null;
    case 'synced':
      if (saving) return 'saving';
      return may_draw ? 'saved' : 'read';
    default:
      return state satisfies never;
  }
}
