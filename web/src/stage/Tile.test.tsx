// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DEFAULTS, prefer, preferences } from '#settings/preferences.ts';
import { Tile, type TileProps } from './Tile.tsx';

beforeEach(() => prefer(DEFAULTS));
afterEach(cleanup);

const user = { id: 2, first_name: 'Amir', last_name: 'Haddad', username: 'amir' };
const tile: TileProps = {
  tile: 'person-2',
  user,
  own: false,
  picture: null,
  camera: false,
  microphone: true,
  speaking: false,
  quality: 'good',
  hand: null,
  word: false,
  away: null,
  reactions: [],
  dimmed: false,
  pinned: false,
  current: false,
  settled: false,
  onTogglePin: vi.fn(),
  left: 0,
  top: 0,
  width: 320,
  height: 180,
};
/** Resolves once the parts that come later are there. */
const loaded = () => act(() => vi.dynamicImportSettled());
const newPicture = () => ({ attach: vi.fn(), detach: vi.fn() });

test('a tile is named after its person, and shows the picture in a video element', () => {
  const picture = newPicture();
  const { unmount } = render(<Tile {...tile} picture={picture} />);
  const group = screen.getByRole('group', { name: 'Amir Haddad' });
  const video = group.querySelector('video');
  expect(video).not.toBeNull();
  expect(picture.attach).toHaveBeenCalledWith(video);
  expect(within(group).queryByRole('img', { name: 'microphone off' })).toBeNull();
  unmount();
  expect(picture.detach).toHaveBeenCalledWith(video);
});

test('without a picture there are initials, and who cannot be heard is marked', () => {
  render(<Tile {...tile} microphone={false} />);
  const group = screen.getByRole('group', { name: 'Amir Haddad' });
  expect(group.querySelector('video')).toBeNull();
  expect(within(group).getByText('AH')).toBeDefined();
  expect(within(group).getByRole('img', { name: 'microphone off' })).toBeDefined();
});

test('a raised hand has its number, and who is away or has the word is marked in words', async () => {
  render(<Tile {...tile} hand={2} word away="hidden" />);
  await loaded();
  for (const name of ['Hand raised, number 2', 'has the word', /^away/]) {
    expect(screen.getByRole('img', { name })).toBeDefined();
  }
});

test('reactions float over the tile, and are not read aloud again and again', async () => {
  const reactions = [{ key: 1, account_id: 2, emoji: '👏' as const }];
  render(<Tile {...tile} reactions={reactions} />);
  await loaded();
  expect(screen.getByText('👏')).toBeDefined();
});

test('only the own picture is a mirror, where the person wants it', () => {
  const picture = newPicture();
  const { rerender } = render(<Tile {...tile} own picture={picture} />);
  const turned = () => screen.getByRole('group').querySelector('video')?.style.transform;
  expect(turned()).toBe('scaleX(-1)');
  act(() => prefer({ mirrored: false }));
  expect(turned()).toBe('');
  rerender(<Tile {...tile} picture={picture} />);
  expect(turned()).toBe('');
});

test.each([
  ['poor', false, /connection of Amir Haddad is weak.*falter/, 'Weak connection'],
  ['lost', false, /connection of Amir Haddad is interrupted/, 'Connection interrupted'],
  ['poor', true, /Your connection is weak.*camera off helps/, 'Weak connection'],
  ['lost', true, /nobody sees or hears you/, 'Connection interrupted'],
] as const)(
  'a %s connection (own: %s) is marked in words, with what it means',
  async (quality, own, meaning, words) => {
    render(<Tile {...tile} settled quality={quality} own={own} />);
    await loaded();
    const mark = screen.getByRole('img', { name: meaning });
    expect(mark.textContent).toBe(words);
    expect(mark.title).toMatch(meaning);
  },
);

test('a good connection needs no mark', async () => {
  render(<Tile {...tile} settled />);
  await loaded();
  expect(screen.queryByText(/connection/i)).toBeNull();
});

test('a camera that is not received says so where that is to save data', async () => {
  const { rerender } = render(<Tile {...tile} settled camera />);
  await loaded();
  expect(screen.queryByText('Camera not received')).toBeNull();
  prefer({ data_saver: 'others_cameras_off' });
  rerender(<Tile {...tile} settled camera />);
  expect(screen.getByText('Camera not received')).toBeDefined();
});

test('one can be pinned, and oneself hidden; Tab gets there from the one tile that arrows led to', async () => {
  const { rerender } = render(<Tile {...tile} settled />);
  await loaded();
  const pin = screen.getByRole('button', { name: 'Pin Amir Haddad' });
  expect(pin.tabIndex).toBe(-1);
  fireEvent.click(pin);
  expect(tile.onTogglePin).toHaveBeenCalledWith(2);
  rerender(<Tile {...tile} settled current pinned />);
  expect(screen.getByRole('button', { name: 'Unpin Amir Haddad' }).tabIndex).toBe(0);
  expect(screen.getByRole('group').tabIndex).toBe(0);
  rerender(<Tile {...tile} settled own />);
  fireEvent.click(screen.getByRole('button', { name: 'Hide your own tile' }));
  expect(preferences().own_tile).toBe(false);
});
