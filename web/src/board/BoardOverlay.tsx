import '#i18n/add-board-texts.ts';
import { IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { BarTool } from './BarTool.tsx';
import classes from './BoardOverlay.module.css';
import { BoardPart } from './BoardPart.tsx';

interface BoardOverlayProps {
  feed: OpenFeed;
  /** What the button that closes it says. */
  close: string;
  onClose: () => void;
}

/**
 * The board in front of the whole page. Not a dialog of the browser's own: the drawing opens boxes of its own, which such
 * a dialog would cover.
 */
export function BoardOverlay({ feed, close, onClose }: BoardOverlayProps) {
  const { t } = useTexts();
  useEffect(() => {
    const page = document.getElementById('root');
    if (!page) return;
    page.inert = true;
    return () => {
      page.inert = false;
    };
  }, []);
  return createPortal(
    <div role="dialog" aria-modal="true" aria-label={t('board.heading')} className={classes.overlay}>
      <BoardPart feed={feed} className={classes.board} takes_focus>
        <BarTool icon={IconX} name={close} onClick={onClose} />
      </BoardPart>
    </div>,
    document.body,
  );
}
