import { type BoardView, moderates, type SessionView } from '@lectern/contract';
import { IconEye, IconNotes } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { addPage, renamePage } from '#api/board.ts';
import type { DocumentState } from '#documents/open-document.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { randomKey } from '#ui/random-key.ts';
import { BarTool } from './BarTool.tsx';
import classes from './BoardBar.module.css';
import type { BoardApi } from './BoardCanvas.tsx';
import { DocumentMark } from './DocumentMark.tsx';
import { DownloadMenu } from './DownloadMenu.tsx';
import { DrawMenu } from './DrawMenu.tsx';
import { LaserButton } from './LaserButton.tsx';
import { LeadButton } from './LeadButton.tsx';
import { PageMenu } from './PageMenu.tsx';
import { PageTabs } from './PageTabs.tsx';
import { InsertButton } from './pictures/InsertButton.tsx';
import type { BoardTurn } from './use-board-turn.ts';

interface BoardBarProps {
  view: SessionView;
  board: BoardView;
  turn: BoardTurn;
  may_draw: boolean;
  leads: boolean;
  state: DocumentState;
  api: BoardApi | null;
  /** The element that shows the page. */
  controls: string;
  onFiles: (files: readonly File[]) => void;
  onFailure: (error: unknown) => void;
  /** Something to say that is no failure of the server. */
  onTold: (text: string) => void;
  /** Where there are notes to stand beside it. */
  onNotes: (() => void) | null;
  /** What enlarges the board and puts it away: at the end of the bar. */
  children: ReactNode;
}

/** All that one does with the board and not on it: its pages, who draws, who leads, and what one takes away. */
export function BoardBar(props: BoardBarProps) {
  const { view, board, turn, may_draw, leads, state, api, controls, onFiles, onNotes, onFailure, onTold, children } =
    props;
  const { t } = useTexts();
  const { session, role } = view;
  const [renaming, setRenaming] = useState<number | null>(null);
  const add = useMutation({
    mutationFn: (key: string) => addPage(session.id, key),
    onSuccess: (page) => {
      turn.turnTo(page.id);
      announce(t('board.added'));
    },
    onError: onFailure,
  });
  const rename = useMutation({
    mutationFn: ({ page_id, name }: { page_id: number; name: string }) => renamePage(session.id, page_id, name),
    onError: onFailure,
  });
  const runs = moderates(role) && session.status !== 'completed';
  return (
    <div className={classes.bar}>
      <div className={classes.pages}>
        <PageTabs
          pages={board.pages}
          page_id={turn.page_id}
          controls={controls}
          onTurn={turn.turnTo}
          onAdd={may_draw ? () => !add.isPending && add.mutate(randomKey()) : null}
          adding={add.isPending}
          renaming={renaming}
          onRename={setRenaming}
          onName={may_draw ? (page_id, name) => rename.mutate({ page_id, name }) : null}
        >
          {may_draw && (
            <PageMenu
              view={view}
              board={board}
              page_id={turn.page_id}
              onRename={() => setRenaming(turn.page_id)}
              onFailure={onFailure}
            />
          )}
        </PageTabs>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms. */}
      <div className={classes.tools} role="group" aria-label={t('board.tools')}>
        <DocumentMark state={state} may_draw={may_draw} />
        {!may_draw && session.status !== 'completed' && (
          <span className={classes.looksOn} title={t('board.drawingOff')}>
            <IconEye size={18} stroke={1.75} aria-hidden />
            {t('board.looksOn')}
          </span>
        )}
        {runs && <DrawMenu view={view} onFailure={onFailure} />}
        {runs && session.status === 'ongoing' && (
          <LeadButton view={view} page_id={turn.page_id} leads={leads} onFailure={onFailure} />
        )}
        {may_draw && api && <InsertButton onFiles={onFiles} />}
        {may_draw && api && <LaserButton api={api.excalidraw} />}
        {onNotes && <BarTool icon={IconNotes} name={t('board.notes')} onClick={onNotes} />}
        <DownloadMenu view={view} board={board} page_id={turn.page_id} onTold={onTold} />
      </div>
      <div className={classes.frame}>{children}</div>
    </div>
  );
}
