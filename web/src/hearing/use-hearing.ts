import { useEffect, useState, useSyncExternalStore } from 'react';
import type { LiveSession } from '#live/live-session.ts';
import type { LiveState } from '#live/live-state.ts';
import { roommates } from '#live/my-room.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { onHeard, tellHearing } from '#live/use-session.ts';
import { HearingWatch, type RoomFacts } from './hearing-watch.ts';

/** Whether everybody hears everybody, for as long as the component is there. */
export function useHearing(feed: OpenFeed, live: LiveSession, state: LiveState) {
  const facts = roomFacts(feed, state);
  const { id } = feed.view.session;
  const [watch] = useState(
    () =>
      new HearingWatch(
        {
          probe: () => live.soundProbe(),
          renew: () => live.renewMedia(),
          tell: (missing, again) => tellHearing(id, missing, again),
          now: () => performance.now(),
        },
        facts,
      ),
  );
  useEffect(() => watch.know(facts));
  useEffect(() => {
    const stop = watch.start();
    const stopListening = onHeard(id, (heard) => watch.hear(heard));
    return () => {
      stop();
      stopListening();
    };
  }, [watch, id]);
  return { watch, ...useSyncExternalStore(watch.subscribe, watch.getState) };
}

function roomFacts({ view, presence, current }: OpenFeed, { membership, sound_blocked }: LiveState): RoomFacts {
  return {
    account_id: view.account_id,
    participants: roommates(view),
    absent: new Set([...presence].filter(([, { away }]) => away === 'reconnecting').map(([id]) => id)),
    link: membership.kind === 'inside' ? membership.media : 'connecting',
    current,
    sound_blocked,
  };
}
