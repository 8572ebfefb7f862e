import '#i18n/add-replay-texts.ts';
import type { Replay } from '@lectern/contract';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconArrowLeft } from '@tabler/icons-react';
import { Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useTexts } from '#i18n/use-texts.ts';
import { recordingTitle } from '#recordings/recording-facts.ts';
import { Banner } from '#ui/Banner.tsx';
import { useDark } from '#ui/color-scheme.tsx';
import { lazyPart } from '#ui/lazy-part.ts';
import { PageTitle } from '#ui/PageTitle.tsx';
import { Captions } from './Captions.tsx';
import { unplayable } from './media-elements.ts';
import type { ReplayPlayer } from './player.ts';
import { ReplayBar } from './ReplayBar.tsx';
import { ReplayKeysDialog, useReplayKeys } from './ReplayKeys.tsx';
import { ReplaySide } from './ReplaySide.tsx';
import { ReplayStage } from './ReplayStage.tsx';
import classes from './ReplayView.module.css';
import { type RoomChoice, replayIn } from './replay-in.ts';
import type { Layout } from './stage-plan.ts';
import { useFullScreenOf } from './use-full-screen-of.ts';
import { usePlayer, usePlayerState } from './use-player.ts';

const menu = lazyPart(async () => (await import('#recordings/RecordingMenu.tsx')).RecordingMenu);

/** A recording, to watch. */
export function ReplayView({ replay: whole }: { replay: Replay }) {
  useDark();
  const { t, language } = useTexts();
  const navigate = useNavigate();
  const page = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<RoomChoice>(null);
  const replay = useMemo(() => replayIn(whole, room), [whole, room]);
  const player = usePlayer(replay, useFirstPlace(whole.duration));
  const [layout, setLayout] = useState<Layout>('screen');
  const [captions, setCaptions] = useState<number | null>(null);
  const [keys, setKeys] = useState(false);
  const full = useFullScreenOf(page);
  const { toggle } = full;
  const toggleFull = useCallback(() => toggle(), [toggle]);
  useReplayKeys(player, toggleFull);
  const { recording } = replay;
  const back = t('replay.toSession');
  return (
    <div ref={page} className={classes.page}>
      <header className={classes.top}>
        <Link to={`/sessions/${recording.session.id}`} className={classes.back} aria-label={back} title={back}>
          <IconArrowLeft size={22} aria-hidden />
        </Link>
        <div className={classes.titles}>
          <PageTitle size="h5" className={classes.title}>
            {recordingTitle(recording)}
          </PageTitle>
          {recording.started_at && (
            <time className={classes.when} dateTime={recording.started_at}>
              {new Date(recording.started_at).toLocaleString(language, { dateStyle: 'long', timeStyle: 'short' })}
            </time>
          )}
        </div>
        <Suspense>
          <menu.Part recording={recording} onDeleted={() => void navigate(`/sessions/${recording.session.id}`)} />
        </Suspense>
      </header>
      <main className={classes.stage}>
        <Trouble replay={replay} player={player} />
        <div className={classes.pictures}>
          <ReplayStage replay={replay} player={player} layout={layout} />
          {captions !== null && <Captions key={captions} recording_id={recording.id} id={captions} player={player} />}
          <Over player={player} />
        </div>
      </main>
      <div className={classes.bar}>
        <ReplayBar
          replay={replay}
          player={player}
          layout={layout}
          onLayout={setLayout}
          full={full}
          captions={captions}
          onCaptions={setCaptions}
          onKeys={() => setKeys(true)}
          room={room}
          onRoom={setRoom}
        />
      </div>
      <div className={classes.side}>
        <ReplaySide replay={replay} player={player} hasChat={room === null} />
      </div>
      {keys && <ReplayKeysDialog onClose={() => setKeys(false)} />}
    </div>
  );
}

/** Where an address sends whoever opens it: ?t=seconds. */
function useFirstPlace(duration: number): number {
  const [search] = useSearchParams();
  const [place] = useState(() => {
    const wanted = Number(search.get('t') ?? 0);
    return Number.isFinite(wanted) ? Math.min(duration, Math.max(0, wanted)) : 0;
  });
  return place;
}

/** What cannot be played or loaded, and what to do. */
function Trouble({ replay, player }: { replay: Replay; player: ReplayPlayer }) {
  const { t } = useTexts();
  const { failed } = usePlayerState(player);
  const missing = useMemo(() => unplayable(replay.clips.map(({ media_type }) => media_type)), [replay]);
  return (
    <>
      {missing.length > 0 && (
        <Banner role="status" tone="warning" icon={IconAlertTriangle}>
          {t('replay.unplayable')}
        </Banner>
      )}
      {failed > 0 && (
        <Banner role="alert" tone="failure" icon={IconAlertTriangle}>
          {t('replay.failedClips', { count: failed })}
          <Button size="xs" variant="default" onClick={player.tryAgain} style={{ alignSelf: 'start' }}>
            {t('tryAgain')}
          </Button>
        </Banner>
      )}
    </>
  );
}

/** What lies over the pictures: that it waits, or that it waits for the person. */
function Over({ player }: { player: ReplayPlayer }) {
  const { t } = useTexts();
  const { waiting, blocked } = usePlayerState(player);
  return (
    <div className={classes.over}>
      {blocked && (
        <div className={classes.blocked} role="alert">
          {t('replay.blocked')}
          <Button onClick={player.play}>{t('replay.blockedPlay')}</Button>
        </div>
      )}
      <div role="status">
        {waiting && !blocked && (
          <div className={classes.waiting}>
            <span className={classes.spinner} aria-hidden="true" />
            {t('replay.waiting')}
          </div>
        )}
      </div>
    </div>
  );
}
