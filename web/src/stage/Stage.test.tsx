// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Profiler } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LiveSession } from '#live/live-session.ts';
import type { PersonMedia } from '#live/person-media.ts';
import type { Shown } from '#live/reception.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { feedWith, participant, viewWith } from '#live/testing.ts';
import { DEFAULTS, prefer } from '#settings/preferences.ts';
import { Stage } from './Stage.tsx';

/** Whose picture was drawn again, one entry for each time. */
const drawn = vi.hoisted(() => [] as unknown[]);
vi.mock('./Video.tsx', () => ({
  Video({ picture }: { picture: unknown }) {
    drawn.push(picture);
    return <video muted />;
  },
}));
vi.mock('#live/use-session.ts', () => ({ onReacted: () => () => undefined }));

const OWN = 2;
const desktop = { width: 1256, height: 640 };

beforeEach(() => {
  prefer(DEFAULTS);
  drawn.length = 0;
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(desktop.width);
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(desktop.height);
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
});
afterEach(cleanup);

const silent: PersonMedia = {
  picture: null,
  screen: null,
  camera: true,
  sharing: false,
  microphone: true,
  speaking: false,
  quality: 'good',
};
const withPicture = (): PersonMedia => ({ ...silent, picture: { attach: () => undefined, detach: () => undefined } });

/** A class of so many, oneself included, all with their cameras on. */
function classOf(count: number) {
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  let people = new Map(ids.map((id) => [id, withPicture()]));
  const readers = new Set<() => void>();
  const show = vi.fn<(shown: Shown) => void>();
  const live = {
    subscribe: (reader: () => void) => {
      readers.add(reader);
      return () => readers.delete(reader);
    },
    getPeople: () => people,
    show,
  } as unknown as LiveSession;
  const change = (id: number, changes: Partial<PersonMedia>) =>
    act(() => {
      people = new Map(people).set(id, { ...(people.get(id) ?? silent), ...changes });
      for (const reader of readers) reader();
    });
  const feed = feedWith(viewWith({ account_id: OWN, participants: ids.map((id) => participant(id)) }, 'ongoing'));
  return { live, feed, change, show, picture: (id: number) => people.get(id)?.picture };
}

function stage({ live, feed }: { live: LiveSession; feed: OpenFeed }, settled = false) {
  const commits: number[] = [];
  const draw = (shown: OpenFeed) => (
    <Profiler id="stage" onRender={() => commits.push(drawn.length)}>
      <Stage feed={shown} live={live} settled={settled} />
    </Profiler>
  );
  const { rerender } = render(draw(feed));
  return { commits, show: (next: OpenFeed) => rerender(draw(next)) };
}

const tiles = () => screen.getAllByRole('group');

/** Resolves once what the stage learns later is there. */
const learned = () => act(() => vi.dynamicImportSettled());

test('of two hundred only a page is there, and only its pictures are received', async () => {
  const room = classOf(200);
  stage(room);
  const page = tiles().length;
  expect(page).toBeGreaterThan(20);
  expect(page).toBeLessThanOrEqual(49);
  expect(drawn).toHaveLength(page);
  expect(room.show.mock.lastCall?.[0].cameras.size).toBe(page);

  await learned();
  fireEvent.click(screen.getByRole('button', { name: 'Next page' }));
  expect(tiles()).toHaveLength(page);
  const { cameras } = room.show.mock.lastCall?.[0] ?? { cameras: new Set() };
  expect(cameras.size).toBe(page);
  expect(cameras.has(1)).toBe(false);
});

test('the page is the same one after a connection that was lost, also where nobody was there meanwhile', async () => {
  const room = classOf(200);
  const { show } = stage(room);
  await learned();
  fireEvent.click(screen.getByRole('button', { name: 'Next page' }));
  const before = tiles().map((tile) => tile.getAttribute('aria-label'));
  show({ ...room.feed, current: false });
  expect(tiles().map((tile) => tile.getAttribute('aria-label'))).toEqual(before);
  const { view } = room.feed;
  show({ ...room.feed, view: { ...view, participants: view.participants.slice(0, 3), room: null } });
  expect(tiles()).toHaveLength(3);
  show(room.feed);
  expect(tiles().map((tile) => tile.getAttribute('aria-label'))).toEqual(before);
});

test('where one of two hundred begins to speak, one tile is drawn again, in one commit', () => {
  const room = classOf(200);
  const { commits } = stage(room);
  drawn.length = 0;
  commits.length = 0;
  room.change(1, { speaking: true });
  expect(drawn).toEqual([room.picture(1)]);
  expect(commits).toHaveLength(1);
  expect(screen.getByRole('group', { name: 'P1' }).dataset.speaking).toBe('true');
});

test('what concerns somebody on another page, or nobody on the stage, draws no tile again', () => {
  const room = classOf(200);
  const { show } = stage(room);
  drawn.length = 0;
  room.change(199, { speaking: true });
  show({ ...room.feed, view: { ...room.feed.view, seq: 6 } });
  show({ ...room.feed, clock_offset: 12 });
  expect(drawn).toEqual([]);
});

test('who saves data receives no camera; with sound alone no screen either, which can be asked for', async () => {
  const room = classOf(3);
  room.change(1, { sharing: true });
  prefer({ data_saver: 'others_cameras_off' });
  stage(room);
  expect(room.show).toHaveBeenLastCalledWith({ cameras: new Set(), screens: new Set([1]), saving: true });
  act(() => prefer({ data_saver: 'audio_only' }));
  expect(room.show).toHaveBeenLastCalledWith({ cameras: new Set(), screens: new Set(), saving: true });
  await learned();
  fireEvent.click(screen.getByRole('button', { name: 'Show the screen' }));
  expect(room.show).toHaveBeenLastCalledWith({ cameras: new Set(), screens: new Set([1]), saving: true });
});

test('arrow keys lead from tile to tile and to the next page; a finger turns it back', async () => {
  const room = classOf(200);
  stage(room, true);
  const focused = () => document.activeElement?.getAttribute('aria-label');
  const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
  await learned();
  const names = () => tiles().map((tile) => tile.getAttribute('aria-label'));
  const first = names();
  act(() => tiles()[0]?.focus());
  press('ArrowRight');
  expect(focused()).toBe(first[1]);
  press('End');
  expect(focused()).toBe(first.at(-1));
  expect(tiles().filter((tile) => tile.tabIndex === 0)).toHaveLength(1);
  press('ArrowRight');
  expect(names()).not.toContain(first[0]);
  expect(focused()).toBe(names()[0]);

  const region = screen.getByRole('region', { name: 'Stage' });
  fireEvent.touchStart(region, { touches: [{ clientX: 100, clientY: 300 }] });
  fireEvent.touchEnd(region, { changedTouches: [{ clientX: 300, clientY: 310 }] });
  expect(names()).toEqual(first);
});

test('who speaks for a second is brought onto the first page, but not away from a page that is looked at', async () => {
  const room = classOf(200);
  stage(room, true);
  await learned();
  vi.useFakeTimers();
  try {
    room.change(150, { speaking: true });
    expect(screen.queryByRole('group', { name: 'P150' })).toBeNull();
    act(() => void vi.advanceTimersByTime(1_500));
    expect(screen.getByRole('group', { name: 'P150' })).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Next page' }));
    const second = tiles().map((tile) => tile.getAttribute('aria-label'));
    room.change(Number(second[3]?.slice(1)), { speaking: true });
    act(() => void vi.advanceTimersByTime(5_000));
    expect(tiles().map((tile) => tile.getAttribute('aria-label'))).toEqual(second);
  } finally {
    vi.useRealTimers();
  }
});
