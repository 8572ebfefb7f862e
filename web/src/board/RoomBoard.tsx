import '#i18n/add-board-texts.ts';
import { IconArrowsDiagonal, IconColumns2, IconX } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { prefer, usePreferences } from '#settings/preferences.ts';
import { BarTool } from './BarTool.tsx';
import { BoardPart } from './BoardPart.tsx';
import classes from './RoomBoard.module.css';
import type { BoardPlace } from './use-board-place.ts';

interface RoomBoardProps {
  feed: OpenFeed;
  place: BoardPlace;
  onNotes: () => void;
}

/** The board in the live room: beside the stage, or in its place. */
export function RoomBoard({ feed, place, onNotes }: RoomBoardProps) {
  const { t } = useTexts();
  const { board_fills } = usePreferences();
  return (
    <BoardPart feed={feed} className={classes.board} takes_focus={place.by_hand} onNotes={onNotes}>
      <BarTool
        className={classes.fill}
        icon={board_fills ? IconColumns2 : IconArrowsDiagonal}
        name={t(board_fills ? 'board.beside' : 'board.fill')}
        onClick={() => prefer({ board_fills: !board_fills })}
      />
      <BarTool icon={IconX} name={t('board.close')} onClick={place.close} />
    </BoardPart>
  );
}
