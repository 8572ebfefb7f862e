import '#i18n/add-board-texts.ts';
import { type BoardView, mayUse, moderates, type SessionView } from '@lectern/contract';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { failureText } from '#api/failure-text.ts';
import type { DocumentState } from '#documents/open-document.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { lazyPart } from '#ui/lazy-part.ts';
import { BoardBar } from './BoardBar.tsx';
import type { BoardApi } from './BoardCanvas.tsx';
import classes from './BoardPart.module.css';
import { BoardStrips } from './BoardStrips.tsx';
import { pageName } from './page-name.ts';
import { PdfDialog } from './pictures/PdfDialog.tsx';
import { PictureStrips } from './pictures/PictureStrips.tsx';
import { usePictures } from './pictures/use-pictures.ts';
import { useAnnouncedPages } from './use-announced-pages.ts';
import { useBoardTurn } from './use-board-turn.ts';

// By far the heaviest part of the board.
const canvas = lazyPart(async () => (await import('./BoardCanvas.tsx')).default);

const CONNECTING: DocumentState = { state: 'connecting', unsaved: 0 };

interface BoardPartProps {
  feed: OpenFeed;
  className: string | undefined;
  /** Opened by hand: the keyboard comes along. */
  takes_focus: boolean;
  onNotes?: () => void;
  /** At the end of the bar. */
  children: ReactNode;
}

/** The board of a session, wherever it is shown: the bar, how things are, and the page to draw on. */
export function BoardPart({ feed, ...props }: BoardPartProps) {
  const board = feed.view.room?.board;
  return board ? <ShownBoard view={feed.view} board={board} {...props} /> : null;
}

interface ShownBoardProps extends Omit<BoardPartProps, 'feed'> {
  view: SessionView;
  board: BoardView;
}

function ShownBoard({ view, board, className, takes_focus, onNotes, children }: ShownBoardProps) {
  const { t } = useTexts();
  const { session, account_id, role } = view;
  const turn = useBoardTurn(view, board);
  const { page_id } = turn;
  const [told, setTold] = useState<string | null>(null);
  const onFailure = (error: unknown) => setTold(failureText(t, error));
  const [api, setApi] = useState<BoardApi | null>(null);
  const [state, setState] = useState<DocumentState>(CONNECTING);
  const pictures = usePictures(view, board, page_id, api);
  useAnnouncedPages(view);
  const part = useRef<HTMLElement>(null);
  useEffect(() => {
    if (takes_focus) part.current?.focus();
  }, [takes_focus]);
  const is_over = session.status === 'completed';
  const may_draw = !is_over && mayUse(view, account_id, 'board');
  const leads = board.led_by?.id === account_id && moderates(role);
  return (
    <section
      ref={part}
      id="board"
      className={className ? `${classes.board} ${className}` : classes.board}
      aria-label={t('board.heading')}
      tabIndex={-1}
    >
      <BoardBar
        view={view}
        board={board}
        turn={turn}
        may_draw={may_draw}
        leads={leads}
        state={state}
        api={api}
        controls="board-page"
        onFiles={pictures.insert}
        onFailure={onFailure}
        onTold={setTold}
        onNotes={onNotes ?? null}
      >
        {children}
      </BoardBar>
      <BoardStrips
        view={view}
        board={board}
        turn={turn}
        leads={leads}
        told={told}
        onFailure={onFailure}
        onToldRead={() => setTold(null)}
      />
      <PictureStrips pictures={pictures} />
      <div id="board-page" role="tabpanel" aria-label={pageName(t, board.pages, page_id)} className={classes.page}>
        <Suspense fallback={<p className={classes.loading}>{t('board.loading')}</p>}>
          <canvas.Part
            session_id={session.id}
            view={view}
            page_id={page_id}
            may_draw={may_draw}
            leads={leads}
            follows={turn.follows?.id ?? null}
            onLostLead={turn.leave}
            onPictures={pictures.insert}
            onState={setState}
            api={setApi}
          />
        </Suspense>
      </div>
      {pictures.pdf && (
        <PdfDialog pdf={pictures.pdf} room={pictures.room} onShow={turn.turnTo} onClose={pictures.closePdf} />
      )}
    </section>
  );
}
