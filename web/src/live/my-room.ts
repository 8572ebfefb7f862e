import type { Participant, SessionView } from '@lectern/contract';
import { useMemo } from 'react';
import { myStay } from './live-face.ts';
import type { OpenFeed } from './session-store.ts';

/** In which room this account is: a breakout, or null for the main room. Who is in neither looks at the main room. */
export function myRoom(view: SessionView): number | null {
  return myStay(view)?.breakout_id ?? null;
}

/** When the breakouts close, in milliseconds by this browser's clock; null: when a host closes them. */
export function closesAt({ view: { breakouts }, clock_offset }: OpenFeed): number | null {
  return breakouts?.ends_at ? Date.parse(breakouts.ends_at) - clock_offset : null;
}

/** Who is in the same room, oneself among them: nobody else is seen or heard. The list itself where that is everybody. */
export function roommates(view: SessionView): Participant[] {
  const room = myRoom(view);
  const here = view.participants.filter(({ breakout_id }) => breakout_id === room);
  return here.length === view.participants.length ? view.participants : here;
}

/** The same list for as long as nobody comes, goes or changes. */
export function useRoommates(view: SessionView): Participant[] {
  const { participants } = view;
  // Who one is does not change within a page, and all else that counts is in the list.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a view changes with every event, this list does not
  return useMemo(() => roommates(view), [participants]);
}

/** Everybody, those of the same room first. */
export function useRoommatesFirst(view: SessionView): Participant[] {
  const here = useRoommates(view);
  const { participants } = view;
  return useMemo(() => {
    if (here === participants) return participants;
    const mine = new Set(here);
    return [...here, ...participants.filter((one) => !mine.has(one))];
  }, [here, participants]);
}
