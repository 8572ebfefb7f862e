import type { Clip, Replay, ReplayPerson } from '@lectern/contract';
import { type ClipKey, clipKey } from './due-clips.ts';

export const LAYOUTS = ['screen', 'speaker', 'grid', 'board'] as const;
/** screen: what is shared large, with people beside it, and everybody where nothing is. */
export type Layout = (typeof LAYOUTS)[number];

/** One place of the stage. */
export interface StageTile {
  person: number;
  source: 'camera' | 'screen';
}

export interface StagePlan {
  /** What is large; null: all are of one size. */
  large: StageTile | 'board' | null;
  small: StageTile[];
  /** How many people are there and have no tile. */
  more: number;
}

export interface PlanInput {
  replay: Pick<Replay, 'people' | 'clips'>;
  time: number;
  layout: Layout;
  /** How many tiles have room: alone, and beside something large. */
  room: { grid: number; beside: number };
}

const isIn = (time: number) => (stretch: { from: number; to: number }) => stretch.from <= time && time < stretch.to;

export const isHere = (person: ReplayPerson, time: number) => person.present.some(isIn(time));
export const isAudible = (person: ReplayPerson, time: number) => person.audible.some(isIn(time));
export const isSpeaking = (person: ReplayPerson, time: number) => person.spoke.some(isIn(time));

/** What is to be seen at a time. */
export function planStage({ replay, time, layout, room }: PlanInput): StagePlan {
  const here = replay.people.filter((person) => isHere(person, time));
  const ranked = rank(here, replay.clips, time);
  if (layout === 'board') return beside('board', ranked, room.beside);
  const screen = newestScreen(replay.clips, time);
  if (layout === 'screen' && screen) return beside({ person: screen.person, source: 'screen' }, ranked, room.beside);
  if (layout === 'speaker') {
    const [speaker] = bySpeech(here, time);
    if (!speaker) return { large: null, small: [], more: 0 };
    const others = ranked.filter((person) => person !== speaker);
    // Somebody else's screen is still there to be seen.
    const plan = beside({ person: speaker.number, source: 'camera' }, others, room.beside - (screen ? 1 : 0));
    return screen ? { ...plan, small: [{ person: screen.person, source: 'screen' }, ...plan.small] } : plan;
  }
  const screens: StageTile[] = screen ? [{ person: screen.person, source: 'screen' }] : [];
  const people = inPlace(ranked.slice(0, room.grid - screens.length));
  return { large: null, small: [...screens, ...people], more: here.length - people.length };
}

function beside(large: StagePlan['large'], ranked: readonly ReplayPerson[], count: number): StagePlan {
  const small = inPlace(ranked.slice(0, Math.max(0, count)));
  return { large, small, more: ranked.length - small.length };
}

/** In the order of their numbers, so that nobody moves without need. */
function inPlace(people: readonly ReplayPerson[]): StageTile[] {
  return people
    .map(({ number }) => number)
    .sort((one, other) => one - other)
    .map((person) => ({ person, source: 'camera' }));
}

/** Who is to be seen first: who speaks or spoke lately, then who has a picture, then the others as they came. */
function rank(here: readonly ReplayPerson[], clips: readonly Clip[], time: number): ReplayPerson[] {
  const seen = new Set(
    clips.filter((clip) => clip.source === 'camera' && isIn(time)(clip)).map(({ person }) => person),
  );
  const weight = (person: ReplayPerson) =>
    (time - lastSpoke(person, time) < 30 ? 4 : 0) +
    (seen.has(person.number) ? 2 : 0) +
    (person.role === 'host' ? 1 : 0);
  return [...here].sort((one, other) => weight(other) - weight(one) || one.number - other.number);
}

/** Who speaks now, who began last first; else who spoke last; else the host. */
function bySpeech(here: readonly ReplayPerson[], time: number): ReplayPerson[] {
  return [...here].sort((one, other) => lastSpoke(other, time) - lastSpoke(one, time) || one.number - other.number);
}

/** When somebody spoke last; now, where they are speaking. */
function lastSpoke({ spoke }: ReplayPerson, time: number): number {
  const last = spoke.findLast(({ from }) => from <= time);
  if (!last) return Number.NEGATIVE_INFINITY;
  // Of two who are speaking, who began later: by a hair, so that it is after all who have ended.
  return last.to > time ? time + last.from / 1e9 : last.to;
}

function newestScreen(clips: readonly Clip[], time: number): Clip | null {
  const due = clips.filter((clip) => clip.source === 'screen' && isIn(time)(clip));
  return due.reduce<Clip | null>((newest, clip) => (newest && newest.from > clip.from ? newest : clip), null);
}

/** The pictures that a plan needs. */
export function keysOf({ large, small }: StagePlan): Set<ClipKey> {
  const tiles = large && large !== 'board' ? [large, ...small] : small;
  return new Set(tiles.map(clipKey));
}

export const samePlan = (one: StagePlan, other: StagePlan) => JSON.stringify(one) === JSON.stringify(other);
