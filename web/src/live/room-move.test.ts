import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '#api/api-error.ts';
import { RoomMove } from './room-move.ts';

const MAIN = null;

/** A person in the main room, whose way to another room the test clears. */
function moving() {
  const at = { room: MAIN as number | null | undefined };
  const gone: (number | null)[] = [];
  let clear: ((error?: Error) => void) | null = null;
  const parts = {
    room: () => at.room,
    go: vi.fn(async (to: number | null, isWanted: () => boolean) => {
      gone.push(to);
      await new Promise<void>((resolve, reject) => {
        clear = (error) => (error ? reject(error) : resolve());
      });
      if (isWanted()) at.room = to;
    }),
    expect: vi.fn(),
    giveUp: vi.fn(),
    follow: vi.fn(),
    onChange: vi.fn(),
  };
  const move = new RoomMove(parts);
  const settle = async (error?: Error) => {
    clear?.(error);
    await vi.advanceTimersByTimeAsync(0);
  };
  const listed = (breakout_id: number | null, call?: number | null) =>
    move.look({ breakout_id, called_to: call === undefined ? null : { breakout_id: call } }, null);
  return { at, gone, parts, move, settle, listed };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('who is called goes, once, whenever the list says it', async () => {
  const { gone, move, settle, listed, parts } = moving();
  listed(MAIN);
  listed(MAIN, 31);
  listed(MAIN, 31);
  expect(move.state).toEqual({ to: 31, kind: 'moving' });
  await settle();
  expect(move.state).toBeNull();
  // The answer was here before its event.
  listed(MAIN, 31);
  listed(31);
  expect(gone).toEqual([31]);
  expect(parts.follow).not.toHaveBeenCalled();
});

test('a new call takes the place of the last, also while one is on the way', async () => {
  const { gone, at, move, settle, listed, parts } = moving();
  listed(MAIN, 31);
  listed(MAIN, 32);
  expect(parts.giveUp).toHaveBeenCalledOnce();
  await settle();
  expect(at.room).toBe(MAIN);
  expect(move.state).toEqual({ to: 32, kind: 'moving' });
  await settle();
  expect(at.room).toBe(32);
  expect(gone).toEqual([31, 32]);
});

test('a call that is taken back is not followed any more', async () => {
  const { at, move, settle, listed } = moving();
  listed(MAIN, 31);
  listed(MAIN);
  expect(move.state).toBeNull();
  await settle();
  expect(at.room).toBe(MAIN);
});

test('who wished for something else after a call is not called by it again', async () => {
  const { gone, move, settle, listed } = moving();
  listed(MAIN, 31);
  await settle(new ApiError('service_unavailable'));
  move.moveTo(32);
  listed(MAIN, 31);
  await settle();
  expect(gone).toEqual([31, 32]);
});

test('what does not work is told, and tried again by itself and at once when asked', async () => {
  const { gone, move, settle, listed } = moving();
  listed(MAIN, 31);
  await settle(new ApiError('unreachable'));
  expect(move.state).toEqual({ to: 31, kind: 'failed', reason: 'unreachable', wished: false });
  move.dismiss();
  expect(move.state?.kind).toBe('failed');
  await vi.advanceTimersByTimeAsync(3_100);
  expect(gone).toEqual([31, 31]);
  // What is tried by itself goes on saying why one is not there.
  expect(move.state?.kind).toBe('failed');
  await settle(new Error('No connection'));
  expect(move.state).toMatchObject({ kind: 'failed', reason: 'internal_error' });
  move.retry();
  await vi.advanceTimersByTimeAsync(0);
  expect(move.state).toEqual({ to: 31, kind: 'moving' });
  await settle();
  expect(move.state).toBeNull();
});

test('what the server refuses is not tried again unasked, and a wish can be taken back', async () => {
  const { gone, move, settle, parts } = moving();
  move.moveTo(31);
  await settle(new ApiError('breakout_not_yours'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(gone).toEqual([31]);
  move.dismiss();
  await vi.advanceTimersByTimeAsync(0);
  expect(move.state).toBeNull();
  expect(parts.follow).not.toHaveBeenCalled();
});

test('nobody moves from nowhere: a lost connection is waited for', async () => {
  const { gone, at, settle, listed } = moving();
  at.room = undefined;
  listed(MAIN, 31);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(gone).toEqual([]);
  at.room = MAIN;
  await vi.advanceTimersByTimeAsync(500);
  await settle();
  expect(at.room).toBe(31);
});

test('moved by the server, one follows; also where what failed was done all the same', async () => {
  const { at, move, settle, listed, parts } = moving();
  listed(MAIN);
  listed(31);
  expect(parts.follow).toHaveBeenCalledOnce();
  at.room = 31;
  listed(31, MAIN);
  await settle(new ApiError('unreachable'));
  listed(MAIN);
  expect(move.state).toBeNull();
  await vi.advanceTimersByTimeAsync(0);
  expect(parts.follow).toHaveBeenCalledTimes(2);
});

test('out of the session nothing is tried any more', async () => {
  const { gone, move, settle, listed } = moving();
  listed(MAIN, 31);
  await settle(new ApiError('unreachable'));
  move.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(gone).toEqual([31]);
  expect(move.state).toBeNull();
});

test('connects beforehand where a move is expected, on the way once one is there, and not to where one is', async () => {
  const { move, settle, listed, parts } = moving();
  listed(MAIN);
  move.expect(MAIN);
  await vi.advanceTimersByTimeAsync(1_000);
  move.expect(31);
  await vi.advanceTimersByTimeAsync(1_000);
  listed(MAIN, 31);
  move.expect(32);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(parts.expect.mock.calls).toEqual([[31]]);
  await settle();
  expect(parts.expect.mock.calls).toEqual([[31], [32]]);
  listed(31);
  move.expect(31);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(parts.expect).toHaveBeenCalledTimes(2);
});

test('what was expected and has come true is not connected to again from the next room', async () => {
  const { move, settle, listed, parts } = moving();
  listed(MAIN);
  listed(MAIN, 31);
  move.expect(31);
  await vi.advanceTimersByTimeAsync(1_000);
  await settle();
  listed(31, MAIN);
  await settle();
  listed(MAIN);
  expect(parts.expect).not.toHaveBeenCalled();
});

test('what is expected while the connection is lost is connected to once it is back, for as long as it counts', async () => {
  const { at, move, listed, parts } = moving();
  for (const [away, calls] of [
    [5_000, [[31]]],
    [70_000, []],
  ] as const) {
    parts.expect.mockClear();
    at.room = undefined;
    move.expect(31);
    await vi.advanceTimersByTimeAsync(away);
    expect(parts.expect).not.toHaveBeenCalled();
    at.room = MAIN;
    listed(MAIN);
    expect(parts.expect.mock.calls).toEqual(calls);
  }
});
