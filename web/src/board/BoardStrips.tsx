import { type BoardView, moderates, type SessionView } from '@lectern/contract';
import { IconAlertTriangle, IconArrowBackUp, IconBroadcast } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { lead, restorePage } from '#api/board.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import { BoardStrip } from './BoardStrip.tsx';
import { pageName } from './page-name.ts';
import type { BoardTurn } from './use-board-turn.ts';

interface BoardStripsProps {
  view: SessionView;
  board: BoardView;
  turn: BoardTurn;
  leads: boolean;
  /** Why the last command did nothing, in words. */
  told: string | null;
  onFailure: (error: unknown) => void;
  onToldRead: () => void;
}

/** How things are with the board: who leads, what was cleared, and what did not work. */
export function BoardStrips(props: BoardStripsProps) {
  const { view, board, turn, leads, told, onFailure, onToldRead } = props;
  const { t } = useTexts();
  const stop = useMutation({ mutationFn: () => lead(view.session.id, false), onError: onFailure });
  return (
    <div role="status">
      {leads && (
        <BoardStrip
          icon={IconBroadcast}
          tone="lead"
          action={{ name: t('board.lead.stop'), busy: stop.isPending, run: () => stop.mutate() }}
        >
          {t('board.lead.leading')}
        </BoardStrip>
      )}
      {turn.follows && (
        <BoardStrip icon={IconBroadcast} tone="lead" action={{ name: t('board.lead.stopFollowing'), run: turn.leave }}>
          {t('board.lead.follows', { name: personName(turn.follows) })}
        </BoardStrip>
      )}
      {turn.lost && (
        <BoardStrip icon={IconBroadcast} tone="plain" action={{ name: t('board.lead.again'), run: turn.followAgain }}>
          {t('board.lead.lost', { name: personName(turn.lost) })}
        </BoardStrip>
      )}
      {told !== null && (
        <BoardStrip icon={IconAlertTriangle} tone="warning" onDismiss={onToldRead}>
          {told}
        </BoardStrip>
      )}
      {moderates(view.role) && (
        <Cleared session_id={view.session.id} board={board} page_id={turn.page_id} onFailure={onFailure} />
      )}
    </div>
  );
}

/** A page that a host has cleared while this one looked can be had back. */
function Cleared({
  session_id,
  board,
  page_id,
  onFailure,
}: {
  session_id: number;
  board: BoardView;
  page_id: number;
  onFailure: (error: unknown) => void;
}) {
  const { t } = useTexts();
  // What was cleared before one came is no news; the page's menu still has the way back.
  const [read, setRead] = useState<readonly number[]>(() => board.cleared.map((one) => one.clear_id));
  const restore = useMutation({ mutationFn: () => restorePage(session_id, page_id), onError: onFailure });
  const cleared = board.cleared.find((one) => one.page_id === page_id && !read.includes(one.clear_id));
  if (!cleared) return null;
  return (
    <BoardStrip
      icon={IconArrowBackUp}
      tone="plain"
      action={{ name: t('board.restore'), busy: restore.isPending, run: () => restore.mutate() }}
      onDismiss={() => setRead([...read, cleared.clear_id])}
    >
      {t('board.cleared', { page: pageName(t, board.pages, page_id) })}
    </BoardStrip>
  );
}
