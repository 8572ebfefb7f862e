import type { MediaAccess } from '@lectern/contract';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '#api/api-error.ts';
import * as api from '#api/live.ts';
import * as moves from '#api/moves.ts';
import { MediaConnection, type MediaListener } from './media-connection.ts';
import { MediaKeeper } from './media-keeper.ts';
import { RoomChange } from './room-change.ts';

vi.mock('#api/live.ts', () => ({ mediaToken: vi.fn() }));
vi.mock('#api/moves.ts', () => ({ warmBreakout: vi.fn(), moveToRoom: vi.fn() }));
vi.mock('./media-connection.ts', () => ({ MediaConnection: vi.fn() }));
vi.mock('./this-tab.ts', () => ({ thisTab: () => 'this-tab' }));

const access = (breakout_id: number | null, token = 'full'): MediaAccess => ({ url: '/livekit', token, breakout_id });
const always = () => true;

interface Made {
  listener: MediaListener;
  token: string;
  breakout_id: number | null;
  raised: boolean;
  closed: boolean;
  kept: boolean;
  isOver: boolean;
}
let made: Made[] = [];
let raises = true;
/** Set where connecting is to fail, or to take long. */
let connecting: () => Promise<void> = async () => undefined;

beforeEach(() => {
  made = [];
  raises = true;
  connecting = async () => undefined;
  vi.mocked(MediaConnection).mockImplementation(function fake(listener: MediaListener) {
    const connection = {
      listener,
      token: '',
      breakout_id: null as number | null,
      raised: false,
      closed: false,
      kept: false,
      get isOver() {
        return connection.closed;
      },
      connect: async ({ token, breakout_id }: MediaAccess) => {
        Object.assign(connection, { token, breakout_id });
        await connecting();
      },
      whenRaised: async () => connection.token === 'full' || raises,
      whenReceiving: async () => undefined,
      keepTracks: (kept: boolean) => {
        connection.kept = kept;
      },
      close: () => {
        connection.closed = true;
      },
    };
    made.push(connection);
    return connection as unknown as MediaConnection;
  });
  vi.mocked(moves.warmBreakout).mockReset().mockResolvedValue(access(31, 'warm'));
  vi.mocked(moves.moveToRoom)
    .mockReset()
    .mockResolvedValue({ media: access(31) });
  vi.mocked(api.mediaToken).mockReset().mockResolvedValue(access(31));
});

/** Somebody in the main room. */
async function inMain() {
  const onLost = vi.fn();
  const keeper = new MediaKeeper({ onChange: () => undefined, onOwnChange: () => undefined, onLost });
  await keeper.connect(access(null));
  const carry = vi.fn();
  const onStranded = vi.fn();
  const change = new RoomChange({
    session_id: 7,
    keeper,
    own: { carry },
    isInside: always,
    onCrossed: () => undefined,
    onStranded,
  });
  const cut = (one: Made | undefined) => {
    if (!one) return;
    one.closed = true;
    one.listener.onLost('lost');
  };
  return { keeper, change, carry, onLost, onStranded, cut };
}

test('the next connection stands before the last is let go, and sends what that one did', async () => {
  const { keeper, change, carry } = await inMain();
  vi.mocked(moves.moveToRoom).mockImplementation(async () => {
    expect(made.map(({ token, closed }) => ({ token, closed }))).toEqual([
      { token: 'full', closed: false },
      { token: 'warm', closed: false },
    ]);
    expect(made[0]?.kept).toBe(true);
    return { media: access(31) };
  });
  await change.go(31, always);
  expect(moves.moveToRoom).toHaveBeenCalledWith(7, 31, 'this-tab');
  expect(keeper.connection?.breakout_id).toBe(31);
  expect(carry).toHaveBeenCalledExactlyOnceWith(keeper.connection);
  expect(made.map(({ closed }) => closed)).toEqual([true, false]);
});

test('that the server cuts the last connection then is no loss', async () => {
  const { keeper, change, onLost, cut } = await inMain();
  vi.mocked(moves.moveToRoom).mockImplementation(async () => {
    cut(made[0]);
    return { media: access(31) };
  });
  await change.go(31, always);
  expect(onLost).not.toHaveBeenCalled();
  expect(keeper.connection?.breakout_id).toBe(31);
  // From then on it is one.
  cut(made[1]);
  expect(onLost).toHaveBeenCalledOnce();
});

test('the word of the media engine is enough, the answer may come later or not at all', async () => {
  const { keeper, change } = await inMain();
  vi.mocked(moves.moveToRoom).mockReturnValue(new Promise(() => undefined));
  await change.go(31, always);
  expect(keeper.connection?.breakout_id).toBe(31);
});

test('where the rights do not come, a new connection is made with the token of the answer', async () => {
  raises = false;
  const { keeper, change } = await inMain();
  await change.go(31, always);
  expect(made.map(({ token, closed }) => ({ token, closed }))).toEqual([
    { token: 'full', closed: true },
    { token: 'warm', closed: true },
    { token: 'full', closed: false },
  ]);
  expect(keeper.connection?.breakout_id).toBe(31);
});

test.each<[string, () => void]>([
  ['the server', () => vi.mocked(moves.warmBreakout).mockRejectedValue(new ApiError('internal_error'))],
  [
    'the media engine',
    () => {
      connecting = async () => {
        throw new Error('Refused');
      };
    },
  ],
  [
    'the move',
    () => {
      raises = false;
      vi.mocked(moves.moveToRoom).mockRejectedValue(new ApiError('breakout_not_yours'));
    },
  ],
])('where %s does not let one in, all is as it was', async (_what, break_it) => {
  const { keeper, change, carry, onLost } = await inMain();
  break_it();
  await expect(change.go(31, always)).rejects.toThrow();
  expect(keeper.connection?.breakout_id).toBeNull();
  expect(made[0]).toMatchObject({ closed: false, kept: false });
  expect(made.slice(1).every(({ closed }) => closed)).toBe(true);
  expect(carry).not.toHaveBeenCalled();
  expect(onLost).not.toHaveBeenCalled();
});

test('a connection that the engine refuses is a failure that is told', async () => {
  const { keeper, change } = await inMain();
  connecting = async () => {
    made[1]?.listener.onLost('lost');
    throw new ApiError('unreachable');
  };
  await expect(change.go(31, always)).rejects.toMatchObject({ code: 'unreachable' });
  expect(keeper.connection?.breakout_id).toBeNull();
});

test('a connection that does not come is given up, and picture and sound are as they were', async () => {
  const { keeper, change } = await inMain();
  vi.useFakeTimers();
  connecting = () => new Promise(() => undefined);
  const going = expect(change.go(31, always)).rejects.toMatchObject({ code: 'unreachable' });
  await vi.runAllTimersAsync();
  await going;
  vi.useRealTimers();
  expect(moves.moveToRoom).not.toHaveBeenCalled();
  expect(made.map(({ closed }) => closed)).toEqual([false, true]);
  expect(keeper.connection?.breakout_id).toBeNull();
});

test('cut, and not let in either, it is a loss after all', async () => {
  const { change, onLost, cut } = await inMain();
  raises = false;
  vi.mocked(moves.moveToRoom).mockImplementation(async () => {
    cut(made[0]);
    throw new ApiError('unreachable');
  });
  await expect(change.go(31, always)).rejects.toThrow();
  expect(onLost).toHaveBeenCalledOnce();
});

test('who thinks better of it leaves nothing behind', async () => {
  const { keeper, change } = await inMain();
  let wanted = true;
  connecting = async () => {
    wanted = false;
  };
  await change.go(31, () => wanted);
  expect(moves.moveToRoom).not.toHaveBeenCalled();
  expect(made.map(({ closed }) => closed)).toEqual([false, true]);
  connecting = () => new Promise(() => undefined);
  void change.go(31, always);
  await vi.waitFor(() => expect(made.length).toBe(3));
  keeper.drop();
  expect(made.every(({ closed }) => closed)).toBe(true);
});

test('moved without asking for it, one follows; where one is right, nothing happens', async () => {
  const { keeper, change, carry } = await inMain();
  vi.mocked(api.mediaToken).mockResolvedValueOnce(access(null));
  await change.follow();
  expect(made.length).toBe(1);
  await change.follow();
  expect(keeper.connection?.breakout_id).toBe(31);
  expect(carry).toHaveBeenCalledOnce();
  expect(made.map(({ closed }) => closed)).toEqual([true, false]);
});

test('moved already, and the answer lost: one follows instead of asking to be let in again', async () => {
  const { keeper, change } = await inMain();
  vi.mocked(moves.warmBreakout).mockRejectedValue(new ApiError('already_in_session'));
  await change.go(31, always);
  expect(keeper.connection?.breakout_id).toBe(31);
});

test('who cannot follow is without a connection, and looks for another', async () => {
  const { change, onStranded } = await inMain();
  connecting = async () => {
    throw new Error('Refused');
  };
  await change.follow();
  expect(onStranded).toHaveBeenCalledOnce();
});

describe('a move that is expected', () => {
  const stands = (keeper: MediaKeeper, room: number | null) =>
    vi.waitFor(() => expect(keeper.beside?.breakout_id).toBe(room));

  test('goes by the connection that was made beforehand', async () => {
    const { keeper, change } = await inMain();
    change.expect(31);
    await stands(keeper, 31);
    change.expect(31);
    await change.go(31, always);
    expect(moves.warmBreakout).toHaveBeenCalledOnce();
    expect(made.length).toBe(2);
    expect(keeper.connection?.breakout_id).toBe(31);
  });

  test('waits for one that is being made', async () => {
    const { keeper, change } = await inMain();
    const { promise, resolve } = Promise.withResolvers<void>();
    connecting = () => promise;
    change.expect(31);
    await vi.waitFor(() => expect(made.length).toBe(2));
    const going = change.go(31, always);
    resolve();
    await going;
    expect(made.length).toBe(2);
    expect(keeper.connection?.breakout_id).toBe(31);
  });

  test('to another room than was thought goes there, and nothing is left over', async () => {
    const { keeper, change } = await inMain();
    vi.mocked(moves.warmBreakout).mockImplementation(async (_id, room) => access(room, 'warm'));
    change.expect(32);
    await stands(keeper, 32);
    await change.go(31, always);
    expect(keeper.connection?.breakout_id).toBe(31);
    expect(made.map(({ closed }) => closed)).toEqual([true, true, false]);
  });

  test('anew to another room leaves the first one', async () => {
    const { keeper, change } = await inMain();
    vi.mocked(moves.warmBreakout).mockImplementation(async (_id, room) => access(room, 'warm'));
    change.expect(32);
    await stands(keeper, 32);
    change.expect(31);
    await stands(keeper, 31);
    expect(made.map(({ closed }) => closed)).toEqual([false, true, false]);
  });

  test('for which one may not connect beforehand makes a connection of its own', async () => {
    const { keeper, change } = await inMain();
    vi.mocked(moves.warmBreakout).mockRejectedValueOnce(new ApiError('breakouts_not_open'));
    change.expect(31);
    await change.go(31, always);
    expect(keeper.connection?.breakout_id).toBe(31);
  });

  test('whose connection was lost while it waited makes another one', async () => {
    const { keeper, change, onLost, cut } = await inMain();
    change.expect(31);
    await stands(keeper, 31);
    cut(made[1]);
    await change.go(31, always);
    expect(keeper.connection?.breakout_id).toBe(31);
    expect(made.length).toBe(3);
    expect(onLost).not.toHaveBeenCalled();
  });

  test('that does not come leaves nothing behind after a while', async () => {
    const { keeper, change } = await inMain();
    vi.useFakeTimers();
    change.expect(31);
    await vi.advanceTimersByTimeAsync(60_000);
    change.expect(31);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(keeper.beside?.breakout_id).toBe(31);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(keeper.beside).toBeNull();
    expect(made.map(({ closed }) => closed)).toEqual([false, true]);
    vi.useRealTimers();
  });
});
