import type { Participant } from '@lectern/contract';
import { useMemo, useState } from 'react';
import { useRoommates } from '#live/my-room.ts';
import type { PeopleMedia } from '#live/person-media.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { usePreferences } from '#settings/preferences.ts';
import { type Arrangement, arrange } from './arrangement.ts';
import type { Space } from './grid-layout.ts';
import type { Speakers } from './silence.ts';
import { standings } from './standings.ts';

export interface StageState extends Arrangement {
  /** Who is in the same room, by account. */
  participants: ReadonlyMap<number, Participant>;
  /** Whom to look at, where there is room for one only. */
  main: number | null;
  /** How many are not shown because there is no picture of them. */
  left_out: number;
  turnTo: (page: number) => void;
}

/** Who and what is on the stage, and where. It remembers who stood where, so that nobody moves without need. */
export function useArrangement(
  feed: OpenFeed,
  people: PeopleMedia,
  pins: ReadonlySet<number>,
  speakers: Speakers,
  space: Space,
): StageState {
  const { view } = feed;
  const { account_id: own_id } = view;
  const { layout, own_tile, only_with_video } = usePreferences();
  // The page that was turned to, also while there are fewer: after a lost connection one is where one was.
  const [page, setPage] = useState(0);
  const [before, setBefore] = useState<readonly number[]>([]);
  const here = useRoommates(view);
  const participants = useMemo(() => new Map(here.map((one) => [one.user.id, one])), [here]);
  const others = standings([...participants.values()], view, people, pins, speakers.lately).filter(
    (one) => one.account_id !== own_id,
  );
  const shown = only_with_video ? others.filter(({ camera, pinned }) => camera || pinned) : others;
  const left_out = others.length - shown.length;
  const isHere = (id: number | null) => shown.some(({ account_id }) => account_id === id);
  const main = isHere(speakers.main) ? speakers.main : null;
  const arranged = arrange({
    space,
    people: shown,
    // Whoever is alone sees at least themselves.
    own_id: participants.has(own_id) && (own_tile || others.length === 0) ? own_id : null,
    layout,
    screens: [...participants.keys()].filter((id) => people.get(id)?.sharing),
    pins,
    main,
    foot: left_out > 0,
    page,
    before,
  });
  // What it answers when asked with this is the same: drawing settles at once.
  if (space.width > 0 && !isSameList(arranged.order, before)) setBefore(arranged.order);
  return { ...arranged, participants, main, left_out, turnTo: setPage };
}

function isSameList(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((id, index) => other[index] === id);
}
