import { type BoardView, moderates, type SessionView, type User } from '@lectern/contract';
import { useState } from 'react';
import { openPage } from '#api/board.ts';
import { afterChange, firstTurn, followed, shownPage } from './board-turn.ts';

export interface BoardTurn {
  page_id: number;
  /** The host whose page and place are shown here. */
  follows: User | null;
  /** The host who leads while this person looks elsewhere. */
  lost: User | null;
  /** By one's own hand; for a host who runs the board also the page that the others find open. */
  turnTo: (page_id: number) => void;
  leave: () => void;
  followAgain: () => void;
}

/** Which page of the board this person looks at. */
export function useBoardTurn(view: SessionView, board: BoardView): BoardTurn {
  const { account_id, session, role } = view;
  const [turn, setTurn] = useState(() => firstTurn(board));
  const [before, setBefore] = useState(board);
  if (before !== board) {
    setBefore(board);
    setTurn(afterChange(turn, before, board, account_id));
  }
  const follows = followed(board, turn, account_id);
  const page_id = shownPage(board, turn, account_id);
  const led_by = board.led_by && board.led_by.id !== account_id ? board.led_by : null;
  const left = led_by?.id ?? null;
  return {
    page_id,
    follows,
    lost: follows ? null : led_by,
    turnTo(chosen) {
      setTurn((one) => ({ ...one, chosen, left }));
      // Another host's lead is not taken from them by a look at another page.
      if (moderates(role) && !led_by && session.status !== 'completed' && chosen !== board.open_page_id) {
        void openPage(session.id, chosen).catch(() => undefined);
      }
    },
    leave: () => setTurn((one) => ({ ...one, chosen: page_id, left })),
    followAgain: () => setTurn((one) => ({ ...one, left: null })),
  };
}
