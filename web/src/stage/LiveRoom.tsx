import { moderates } from '@lectern/contract';
import { memo, Suspense, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useBoardPlace } from '#board/use-board-place.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { LiveSession } from '#live/live-session.ts';
import type { LiveState } from '#live/live-state.ts';
import { isCutOff } from '#live/membership.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { DeviceNotices } from '#lobby/DeviceNotices.tsx';
import { useDark } from '#ui/color-scheme.tsx';
import { lazyPart } from '#ui/lazy-part.ts';
import { PageTitle } from '#ui/PageTitle.tsx';
import { ControlBar } from './ControlBar.tsx';
import classes from './LiveRoom.module.css';
import { RoomNotices } from './RoomNotices.tsx';
import { Stage } from './Stage.tsx';
import { screenTile } from './screen-part.ts';
import { useSidePanels } from './use-side-panels.ts';

// Nobody needs these to get in: they are loaded once one is.
const roomNews = lazyPart(async () => (await import('./RoomNews.tsx')).RoomNews);
const moveNotice = lazyPart(async () => (await import('#moving/MoveNotice.tsx')).MoveNotice);
const roomMarks = lazyPart(async () => (await import('#moderation/RoomMarks.tsx')).RoomMarks);
const recordingMark = lazyPart(async () => (await import('#recordings/RecordingMark.tsx')).RecordingMark);
const roomKeys = lazyPart(async () => (await import('#keyboard/RoomKeys.tsx')).RoomKeys);
const people = lazyPart(async () => (await import('#people/PeoplePanel.tsx')).PeoplePanel);
const chat = lazyPart(async () => (await withTexts(import('#chat/ChatPanel.tsx'))).ChatPanel);
const polls = lazyPart(async () => (await withTexts(import('#polls/PollsPanel.tsx'))).PollsPanel);
const notes = lazyPart(async () => (await import('#notes/NotesPanel.tsx')).NotesPanel);
const breakouts = lazyPart(async () => (await import('#breakouts/BreakoutsPanel.tsx')).BreakoutsPanel);
const breakoutMark = lazyPart(async () => (await import('#breakouts/BreakoutMark.tsx')).BreakoutMark);
const hearing = lazyPart(async () => {
  await import('#i18n/add-hearing-texts.ts');
  return (await import('#hearing/HearingNotices.tsx')).HearingNotices;
});
const endQuestion = lazyPart(async () => (await import('./EndQuestion.tsx')).EndQuestion);
const boardPart = lazyPart(async () => (await import('#board/RoomBoard.tsx')).RoomBoard);
const boardNews = lazyPart(async () => (await import('#board/BoardNews.tsx')).BoardNews);
const PANELS = {
  participants: people.Part,
  chat: chat.Part,
  polls: polls.Part,
  notes: notes.Part,
  breakouts: breakouts.Part,
};
/** How long after coming in the rest is loaded, in milliseconds: before anybody opens it, and not in anybody's way. */
const REST_AFTER = 2_000;

async function withTexts<Module>(panel: Promise<Module>): Promise<Module> {
  await import('#i18n/add-panel-texts.ts');
  return panel;
}

interface LiveRoomProps {
  feed: OpenFeed;
  live: LiveSession;
  state: LiveState;
}

/** The session itself: everybody's picture, and one bar of controls. */
export const LiveRoom = memo(function LiveRoom({ feed, live, state }: LiveRoomProps) {
  useDark();
  const navigate = useNavigate();
  const panels = useSidePanels(feed);
  const Panel = panels.open && PANELS[panels.open];
  const board = useBoardPlace(feed.view.session.id);
  const [askingToEnd, setAskingToEnd] = useState(false);
  // Made while one still waits, out of sight: what is wrong then, the waiting room says.
  const shown = state.membership.kind === 'inside' || state.membership.kind === 'entering';
  const inside = state.membership.kind === 'inside';
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    if (!inside) return;
    void screenTile.preload();
    const timer = setTimeout(() => {
      setSettled(true);
      for (const part of [roomNews, people, chat, polls, endQuestion]) void part.preload();
    }, REST_AFTER);
    return () => {
      clearTimeout(timer);
      setSettled(false);
    };
  }, [inside]);
  const { view } = feed;
  const { session } = view;

  function leave() {
    void live.leave().catch(() => undefined);
    void navigate(`/sessions/${session.id}`);
  }

  return (
    <div className={classes.room} data-panel={panels.open ?? undefined}>
      <header className={classes.top}>
        <PageTitle size="h5" className={classes.title}>
          {session.title}
        </PageTitle>
        {shown && (
          <Suspense>
            <roomMarks.Part feed={feed} />
            <breakoutMark.Part
              feed={feed}
              expanded={panels.open === 'breakouts'}
              onPress={() => panels.toggle('breakouts')}
            />
            <recordingMark.Part feed={feed} />
          </Suspense>
        )}
      </header>
      <main className={classes.main}>
        {shown && <RoomNotices feed={feed} live={live} state={state} />}
        {shown && <DeviceNotices own={live.own} state={state.own} onJoin={null} />}
        {shown && (
          <Suspense>
            <roomNews.Part feed={feed} live={live} onRooms={() => panels.toggle('breakouts')} />
            <boardNews.Part feed={feed} place={board} />
          </Suspense>
        )}
        {inside && settled && (
          <Suspense>
            <hearing.Part feed={feed} live={live} state={state} />
          </Suspense>
        )}
        {inside && (
          <Suspense>
            <moveNotice.Part feed={feed} live={live} state={state} />
          </Suspense>
        )}
        {inside && (
          <Suspense>
            <roomKeys.Part own={live.own} />
          </Suspense>
        )}
        <div className={classes.middle}>
          {shown && board.open && (
            <Suspense fallback={<BoardLoading />}>
              <boardPart.Part feed={feed} place={board} onNotes={() => panels.toggle('notes')} />
            </Suspense>
          )}
          <Stage
            feed={feed}
            live={live}
            settled={settled}
            dimmed={isCutOff(state.membership)}
            covered={shown && board.fills}
          />
        </div>
      </main>
      {Panel && (
        <div className={classes.side}>
          <Suspense fallback={<PanelLoading />}>
            <Panel feed={feed} live={live} onClose={panels.close} />
          </Suspense>
        </div>
      )}
      <footer className={classes.bottom}>
        <ControlBar
          feed={feed}
          own={live.own}
          state={state.own}
          panels={panels}
          board={board}
          onLeave={leave}
          onEnd={moderates(view.role) ? () => setAskingToEnd(true) : null}
        />
      </footer>
      {askingToEnd && (
        <Suspense>
          <endQuestion.Part live={live} onClose={() => setAskingToEnd(false)} />
        </Suspense>
      )}
    </div>
  );
});

function BoardLoading() {
  const { t } = useTexts();
  return (
    <div className={classes.boardLoading} role="status">
      {t('panels.loading')}
    </div>
  );
}

function PanelLoading() {
  const { t } = useTexts();
  return (
    <div className={classes.loading} role="status">
      {t('panels.loading')}
    </div>
  );
}
