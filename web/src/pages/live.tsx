import type { Me, Place } from '@lectern/contract';
import { Activity, lazy, Suspense, useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { useMe } from '#accounts/use-me.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { liveFace } from '#live/live-face.ts';
import type { LiveSession } from '#live/live-session.ts';
import { useAnnouncedEvents } from '#live/use-announced-events.ts';
import { useLive, useLiveState } from '#live/use-live.ts';
import { useSession } from '#live/use-session.ts';
import { WaitingRoom } from '#lobby/WaitingRoom.tsx';
import { useSessionId } from '#sessions/session-id.ts';
import { DialogDoor } from '#settings/DialogDoor.tsx';
import { LiveRoom } from '#stage/LiveRoom.tsx';
import { Failure } from '#ui/Failure.tsx';
import { LinkNotice } from '#ui/LinkNotice.tsx';
import { PageLoading } from '#ui/PageLoading.tsx';
import { Shell } from '#ui/Shell.tsx';
import NotFoundPage from './not-found.tsx';

// Nobody needs these to get in: they are loaded once the page stands, so that they are there when the session ends.
const loadEnded = () => import('#lobby/Ended.tsx');
// Where leaving leads, also without a network.
const loadDetails = () => import('./session-details.tsx');
const loadNotForYou = () => import('#lobby/NotForYou.tsx');
const Ended = lazy(async () => ({ default: (await loadEnded()).Ended }));
const NotForYou = lazy(async () => ({ default: (await loadNotForYou()).NotForYou }));

export default function LivePage() {
  const id = useSessionId();
  const { data: me, error, refetch } = useMe();
  useEffect(loadOtherFaces, []);
  if (id === null) return <NotFoundPage />;
  if (me) return <SignedInLive key={id} id={id} me={me} />;
  if (me === null) return <SignedOut />;
  if (!error) return <PageLoading />;
  return (
    <Shell size="sm">
      <Failure error={error} retry={() => void refetch()} />
    </Shell>
  );
}

function SignedOut() {
  return (
    <Shell size="sm">
      <Suspense>
        <NotForYou face={{ face: 'signed_out' }} onTryAgain={() => undefined} onUseHere={() => undefined} />
      </Suspense>
    </Shell>
  );
}

function SignedInLive({ id, me }: { id: number; me: Me }) {
  const { state } = useLocation();
  const live = useLive(id, isObject(state) && state.enter === true);
  return live ? <Live id={id} me={me} live={live} /> : <PageLoading />;
}

function Live({ id, me, live }: { id: number; me: Me; live: LiveSession }) {
  const state = useLiveState(live);
  const { t } = useTexts();
  const place: Place = state.membership.kind === 'inside' ? 'live' : 'waiting';
  const latest = useSession(id, place);
  // While one comes in, the page stands still: it has better things to do than to draw what the others do.
  const feed = useHeld(latest, state.membership.kind === 'entering');
  const face = liveFace(true, feed, state.membership);
  useAnnouncedEvents(id, face.face, t);
  switch (face.face) {
    case 'loading':
      return face.lost ? (
        <Shell size="sm">
          <LinkNotice />
        </Shell>
      ) : (
        <PageLoading />
      );
    case 'waiting':
    case 'live':
      return (
        <>
          {face.face === 'waiting' && (
            <WaitingRoom
              user={me}
              feed={face.feed}
              way_in={face.way_in}
              refusal={face.refusal}
              live={live}
              state={state}
            />
          )}
          {/* Made while one waits, out of sight: coming in only has to show it. */}
          <Activity mode={face.face === 'live' ? 'visible' : 'hidden'}>
            <LiveRoom feed={face.feed} live={live} state={state} />
          </Activity>
          <DialogDoor feed={face.feed} own={live.own} state={state.own} />
        </>
      );
    case 'ended':
      return (
        <Suspense fallback={<PageLoading />}>
          <Ended feed={face.feed} />
        </Suspense>
      );
    case 'signed_out':
    case 'outdated':
    case 'refused':
    case 'no_booking':
    case 'called_off':
    case 'full':
    case 'elsewhere':
      return (
        <Shell size="sm">
          <Suspense>
            <NotForYou
              face={face}
              onTryAgain={() => void live.enter('join')}
              onUseHere={() => void live.enter('continue')}
            />
          </Suspense>
        </Shell>
      );
    default:
      return face satisfies never;
  }
}

/** A while after the page came up, when nothing is in a hurry any more. */
function loadOtherFaces(): () => void {
  const load = () => void Promise.allSettled([loadEnded(), loadNotForYou(), loadDetails()]);
  const timer = setTimeout(load, 3_000);
  return () => clearTimeout(timer);
}

/** The value as it was when `hold` became true, until it is false again. */
function useHeld<Value>(value: Value, hold: boolean): Value {
  const [held, setHeld] = useState(value);
  if (!hold && held !== value) setHeld(value);
  return hold ? held : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
