/** Pictures per second of a composed file: every scene begins and ends on one of them. */
export const FRAME_RATE = 25;
/** The most people that are shown at once: in a grid, and beside a screen. */
export const GRID = 9;
export const BESIDE = 4;
/** How often it is looked anew who speaks, where not all can be shown; in frames. */
const TURN = 10 * FRAME_RATE;

/** A stretch of recorded time, in milliseconds. */
export interface Stretch {
  from: number;
  to: number;
}

export type Picture = 'camera' | 'screen';

/** One file with a picture. */
export interface PictureClip extends Stretch {
  id: number;
  person: number;
  source: Picture;
}

export interface ComposedPerson {
  number: number;
  /** Null: not shown, as they asked. */
  name: string | null;
  /** When they were in the room. */
  present: readonly Stretch[];
  spoke: readonly Stretch[];
}

/** What one place of the picture shows: a clip, or a card with the person's name. */
export interface Tile {
  person: number;
  clip: number | null;
}

/** A stretch in which what is shown stays the same. In frames; `to` is the first that is not in it. */
export interface Scene {
  from: number;
  to: number;
  screen: Tile | null;
  people: Tile[];
}

export interface Scenery {
  /** Milliseconds. */
  duration: number;
  /** Those who were recorded. Nobody else is shown, not even as a card. */
  people: readonly ComposedPerson[];
  clips: readonly PictureClip[];
}

export const frameOf = (ms: number) => Math.round((ms * FRAME_RATE) / 1000);

/**
 * What is to be seen, from the first to the last frame, without a gap: the newest shared screen with a few people beside
 * it, or else a grid of people. Where there are more than fit, those who speak are shown, then those who were shown
 * before, then those with a camera.
 */
export function scenesOf({ duration, people, clips }: Scenery): Scene[] {
  const end = frameOf(duration);
  const scenes: Scene[] = [];
  let before: readonly Tile[] = [];
  for (const [from, to] of stretchesBetween(edgesOf({ duration, people, clips }), end)) {
    const { screen, people: tiles } = shown(from, to, { people, clips }, before);
    before = tiles;
    const last = scenes.at(-1);
    if (last && sameTiles(last, { screen, people: tiles })) last.to = to;
    else scenes.push({ from, to, screen, people: tiles });
  }
  return scenes;
}

/** The frames at which what is shown may change. */
function edgesOf({ duration, people, clips }: Scenery): number[] {
  const stretches = [...clips, ...people.flatMap(({ present }) => present)];
  const edges = stretches.flatMap(({ from, to }) => [frameOf(from), frameOf(to)]);
  if (people.length <= BESIDE) return edges;
  const turns = Math.ceil(frameOf(duration) / TURN);
  return [...edges, ...Array.from({ length: turns }, (_, turn) => turn * TURN)];
}

function stretchesBetween(edges: readonly number[], end: number): [number, number][] {
  const inside = edges.filter((edge) => edge > 0 && edge < end);
  const sorted = [...new Set([0, ...inside, end])].sort((one, other) => one - other);
  return sorted.slice(1).map((to, index) => [sorted[index] ?? 0, to]);
}

function shown(
  from: number,
  to: number,
  { people, clips }: Pick<Scenery, 'people' | 'clips'>,
  before: readonly Tile[],
): Pick<Scene, 'screen' | 'people'> {
  const there = people.filter(({ present }) => present.some((one) => covers(one, from, to)));
  const running = clips.filter((clip) => covers(clip, from, to) && there.some(({ number }) => number === clip.person));
  const newest = (source: Picture, person?: number) =>
    running
      .filter((clip) => clip.source === source && (person === undefined || clip.person === person))
      .reduce<PictureClip | null>((latest, clip) => (latest && latest.from >= clip.from ? latest : clip), null);
  const screen = newest('screen');
  const places = screen ? BESIDE : GRID;
  const chosen = choose(there, places, (person) => [
    speaks(person, from) ? 0 : 1,
    before.some((tile) => tile.person === person.number) ? 0 : 1,
    newest('camera', person.number) ? 0 : 1,
  ]);
  return {
    screen: screen && { person: screen.person, clip: screen.id },
    people: chosen.map(({ number }) => ({ person: number, clip: newest('camera', number)?.id ?? null })),
  };
}

/** The first of them by `rank`, in the order that they all have: who stays does not move. */
function choose(
  people: readonly ComposedPerson[],
  places: number,
  rank: (person: ComposedPerson) => number[],
): ComposedPerson[] {
  if (people.length <= places) return [...people];
  const ranked = people.map((person) => ({ person, rank: rank(person) }));
  ranked.sort((one, other) => {
    const first = one.rank.findIndex((value, index) => value !== other.rank[index]);
    return first === -1 ? one.person.number - other.person.number : (one.rank[first] ?? 0) - (other.rank[first] ?? 0);
  });
  const numbers = new Set(ranked.slice(0, places).map(({ person }) => person.number));
  return people.filter(({ number }) => numbers.has(number));
}

/** Whether somebody speaks in the turn that a frame is in. */
function speaks({ spoke }: ComposedPerson, frame: number): boolean {
  const from = Math.floor(frame / TURN) * TURN;
  return spoke.some((one) => frameOf(one.from) < from + TURN && frameOf(one.to) > from);
}

function covers(stretch: Stretch, from: number, to: number): boolean {
  return frameOf(stretch.from) <= from && frameOf(stretch.to) >= to;
}

function sameTiles(one: Pick<Scene, 'screen' | 'people'>, other: Pick<Scene, 'screen' | 'people'>): boolean {
  const key = ({ screen, people }: Pick<Scene, 'screen' | 'people'>) =>
    [screen, ...people].map((tile) => (tile ? `${tile.person}:${tile.clip}` : '-')).join();
  return key(one) === key(other);
}
