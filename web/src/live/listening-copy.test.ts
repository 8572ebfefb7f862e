import { expect, test, vi } from 'vitest';
import { copyToListen, endCopies } from './listening-copy.ts';

function newTrack() {
  const stop = vi.fn();
  const copies: { enabled: boolean; stop: typeof stop }[] = [];
  const clone = () => {
    const copy = { enabled: false, stop: vi.fn() };
    copies.push(copy);
    return copy;
  };
  const track: unknown = { stop, clone };
  return { track: track as MediaStreamTrack, stop, copies };
}

test('a copy sounds though the track is muted', () => {
  expect(copyToListen(newTrack().track).enabled).toBe(true);
});

test('before a microphone is opened in another way, all copies of it end, and of no other', () => {
  const [one, other] = [newTrack(), newTrack()];
  copyToListen(one.track);
  copyToListen(one.track);
  copyToListen(other.track);
  endCopies(one.track);
  expect(one.copies.map(({ stop }) => stop.mock.calls.length)).toEqual([1, 1]);
  expect(one.stop).not.toHaveBeenCalled();
  expect(other.copies[0]?.stop).not.toHaveBeenCalled();
});
