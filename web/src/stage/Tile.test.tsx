// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { Tile } from './Tile.tsx';

afterEach(cleanup);

const user = { id: 2, first_name: 'Amir', last_name: 'Haddad', username: 'amir' };
const size = { width: 320, height: 180, hand: null, word: false, away: null, reactions: [] };
const newPicture = () => ({ attach: vi.fn(), detach: vi.fn() });

test('a tile is named after its person, and shows the picture in a video element', () => {
  const picture = newPicture();
  const { unmount } = render(<Tile user={user} own={false} picture={picture} microphone speaking={false} {...size} />);
  const tile = screen.getByRole('group', { name: 'Amir Haddad' });
  const video = tile.querySelector('video');
  expect(video).not.toBeNull();
  expect(picture.attach).toHaveBeenCalledWith(video);
  expect(within(tile).queryByRole('img', { name: 'microphone off' })).toBeNull();
  unmount();
  expect(picture.detach).toHaveBeenCalledWith(video);
});

test('without a picture there are initials, and who cannot be heard is marked', () => {
  render(<Tile user={user} own={false} picture={null} microphone={false} speaking={false} {...size} />);
  const tile = screen.getByRole('group', { name: 'Amir Haddad' });
  expect(tile.querySelector('video')).toBeNull();
  expect(within(tile).getByText('AH')).toBeDefined();
  expect(within(tile).getByRole('img', { name: 'microphone off' })).toBeDefined();
});

test('a raised hand has its number, and who is away or has the word is marked in words', () => {
  render(
    <Tile user={user} own={false} picture={null} microphone speaking={false} {...size} hand={2} word away="hidden" />,
  );
  for (const name of ['Hand raised, number 2', 'has the word', /^away/]) {
    expect(screen.getByRole('img', { name })).toBeDefined();
  }
});

test('reactions float over the tile, and are not read aloud again and again', () => {
  const reactions = [{ key: 1, account_id: 2, emoji: '👏' as const }];
  render(<Tile user={user} own={false} picture={null} microphone speaking={false} {...size} reactions={reactions} />);
  expect(screen.getByText('👏')).toBeDefined();
});

test('only the own picture is a mirror', () => {
  render(<Tile user={user} own picture={newPicture()} microphone speaking={false} {...size} />);
  expect(screen.getByRole('group').querySelector('video')?.style.transform).toBe('scaleX(-1)');
});
