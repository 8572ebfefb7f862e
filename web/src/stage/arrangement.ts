import { holds, pageCapacity, type Space } from './grid-layout.ts';
import { gridPlaces, type Place, spotlight, stripPlaces } from './places.ts';
import { type Standing, stageOrder } from './stage-order.ts';

/** Between two tiles, in pixels. */
export const GAP = 10;
/** What stands below the tiles where there is more to say than they can: which page this is, who is left out. */
export const FOOT = 44;

export interface Scene {
  space: Space;
  /** Everybody but oneself, in order of joining. */
  people: readonly Standing[];
  /** Null where one does not see oneself. */
  own_id: number | null;
  layout: 'grid' | 'speaker';
  /** Who shares a screen, in order of joining. */
  screens: readonly number[];
  pins: ReadonlySet<number>;
  /** Whom to look at. */
  main: number | null;
  /** There is something to say below the tiles whether or not there are several pages. */
  foot: boolean;
  page: number;
  before: readonly number[];
}

/** One thing on the stage; `large`: it is there to be looked at, and not one of many. */
export interface Item {
  kind: 'person' | 'screen';
  account_id: number;
  large: boolean;
  place: Place;
}

export interface Arrangement {
  items: readonly Item[];
  page: number;
  pages: number;
  foot: boolean;
  /** To be given as `before` the next time. */
  order: readonly number[];
}

/** What is where on the stage now: a screen takes it by itself, else it is as the person has chosen. */
export function arrange(scene: Scene): Arrangement {
  return scene.layout === 'grid' && scene.screens.length === 0 ? grid(scene) : speaker(scene);
}

function grid(scene: Scene): Arrangement {
  const { space, people, own_id } = scene;
  const count = people.length + (own_id === null ? 0 : 1);
  const fits = (room: Space) => holds(count, room, GAP);
  const foot = scene.foot || !fits(space);
  const area = above(space, foot);
  const size = fits(area) ? count : pageCapacity(area, GAP);
  const order = ordered(scene, size - ownShare(own_id, size));
  const line = withOwn(order, own_id, size);
  const { page, pages, shown } = turnTo(line, scene.page, size);
  const places = gridPlaces(shown.length, { left: 0, top: 0, ...area }, GAP, pages > 1 ? size : shown.length);
  return { items: shown.flatMap((id, index) => item('person', id, false, places[index])), page, pages, foot, order };
}

function speaker(scene: Scene): Arrangement {
  const { space, people, own_id, screens, pins, main } = scene;
  const pinned = people.filter(({ account_id }) => pins.has(account_id)).map(({ account_id }) => account_id);
  const looked = main ?? people[0]?.account_id ?? own_id;
  const persons = pinned.length > 0 ? pinned : screens.length > 0 || looked === null ? [] : [looked];
  const rest = people.length + (own_id === null ? 0 : 1) - persons.length;
  const fits = (room: Space) => rest <= spotlight(room, rest, GAP).capacity;
  const foot = scene.foot || !fits(space);
  const divided = spotlight(above(space, foot), rest, GAP);
  const size = Math.max(1, divided.capacity);
  const order = ordered(scene, persons.length + size - ownShare(own_id, size));
  const others = order.filter((id) => !persons.includes(id));
  // Beside a screen one sees who speaks.
  const first = screens.length > 0 && main !== null && others.includes(main) ? [main] : [];
  const strip = [...first, ...others.filter((id) => !first.includes(id))];
  const line = withOwn(strip, own_id !== null && persons.includes(own_id) ? null : own_id, size);
  const { page, pages, shown } = turnTo(line, scene.page, size);
  const large = gridPlaces(screens.length + persons.length, divided.large, GAP);
  const places = stripPlaces(shown.length, divided, GAP);
  return {
    items: [
      ...screens.flatMap((id, index) => item('screen', id, true, large[index])),
      ...persons.flatMap((id, index) => item('person', id, true, large[screens.length + index])),
      ...shown.flatMap((id, index) => item('person', id, false, places[index])),
    ],
    page,
    pages,
    foot,
    order,
  };
}

function above(space: Space, foot: boolean): Space {
  return foot ? { ...space, height: Math.max(0, space.height - FOOT) } : space;
}

function ordered({ space, people, before, page }: Scene, first_page: number): number[] {
  // Where the size is not known yet, neither is who is on the first page.
  const known = space.width > 0 && page === 0;
  return stageOrder(people, before, known ? Math.max(0, first_page) : Number.POSITIVE_INFINITY);
}

/** How much of the first page one has oneself: never all of it. */
function ownShare(own_id: number | null, size: number): 0 | 1 {
  return own_id === null || size < 2 ? 0 : 1;
}

/** One sees oneself at the end of the first page, or after all others where a page is but one tile. */
function withOwn(order: readonly number[], own_id: number | null, size: number): readonly number[] {
  if (own_id === null) return order;
  return order.toSpliced(ownShare(own_id, size) === 1 ? size - 1 : order.length, 0, own_id);
}

function turnTo(line: readonly number[], wanted: number, size: number) {
  const pages = Math.max(1, Math.ceil(line.length / Math.max(1, size)));
  const page = Math.min(wanted, pages - 1);
  return { page, pages, shown: line.slice(page * size, (page + 1) * size) };
}

function item(kind: Item['kind'], account_id: number, large: boolean, place: Place | undefined): Item[] {
  return place ? [{ kind, account_id, large, place }] : [];
}
