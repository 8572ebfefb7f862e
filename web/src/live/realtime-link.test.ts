import { expect, test, vi } from 'vitest';
import { createRealtimeLink, type LinkListener, type LinkSocket } from './realtime-link.ts';
import { viewWith } from './testing.ts';

type Handler = (...given: unknown[]) => void;

function fakeSocket() {
  const handlers = new Map<string, Handler>();
  const emit = vi.fn();
  const connect = vi.fn();
  const socket = {
    connected: false,
    active: true,
    on: (name: string, handler: Handler) => handlers.set(name, handler),
    emit,
    connect,
    disconnect: vi.fn(),
    timeout: vi.fn(),
  };
  const fire = (name: string, ...given: unknown[]) => handlers.get(name)?.(...given);
  // The link uses no more of a socket than this.
  return { socket: socket as unknown as LinkSocket, state: socket, emit, connect, fire };
}

function listener() {
  return {
    onState: vi.fn(),
    onEvent: vi.fn(),
    onView: vi.fn(),
    onPresence: vi.fn(),
    onReacted: vi.fn(),
    onHeard: vi.fn(),
    onSpoke: vi.fn(),
    onMoveExpected: vi.fn(),
    onClosed: vi.fn(),
  } satisfies LinkListener;
}

test('connects when somebody listens, and tells how it stands', () => {
  const { socket, connect, fire } = fakeSocket();
  const link = createRealtimeLink(socket);
  expect(connect).not.toHaveBeenCalled();
  const heard = listener();
  link.listen(7, heard);
  expect(connect).toHaveBeenCalledOnce();
  fire('connect');
  fire('disconnect', 'transport close');
  expect(heard.onState.mock.calls).toEqual([['connected'], ['lost']]);
});

test('hands on what is of the session and of the right form, and nothing else', () => {
  const { socket, fire } = fakeSocket();
  const heard = listener();
  createRealtimeLink(socket).listen(7, heard);
  fire('view', viewWith());
  fire('view', { ...viewWith(), seq: 'soon' });
  fire('event', { session_id: 8, seq: 1, type: 'concealed' });
  fire('event', { session_id: 7, seq: 1, type: 'concealed' });
  fire('event', { session_id: 7, seq: 1, type: 'unheard.of' });
  expect(heard.onView).toHaveBeenCalledOnce();
  expect(heard.onEvent).toHaveBeenCalledOnce();
});

test('a refused sign-in is not tried again and again', () => {
  vi.useFakeTimers();
  const { socket, state, connect, fire } = fakeSocket();
  const heard = listener();
  createRealtimeLink(socket).listen(7, heard);
  state.active = false;
  fire('connect_error', new Error('not_authenticated'));
  vi.advanceTimersByTime(60_000);
  expect(connect).toHaveBeenCalledOnce();
  expect(heard.onState).toHaveBeenLastCalledWith('signed_out');
  vi.useRealTimers();
});

test('when the server hangs up, it is called again', () => {
  vi.useFakeTimers();
  const { socket, connect, fire } = fakeSocket();
  createRealtimeLink(socket).listen(7, listener());
  fire('connect');
  fire('disconnect', 'io server disconnect');
  vi.advanceTimersByTime(3_000);
  expect(connect).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});

test('told that the sign-in ended, it says so at once and does not come back by itself', () => {
  vi.useFakeTimers();
  const { socket, connect, fire } = fakeSocket();
  const heard = listener();
  createRealtimeLink(socket).listen(7, heard);
  fire('connect');
  fire('hang_up', { reason: 'signed_out' });
  fire('disconnect', 'io server disconnect');
  vi.advanceTimersByTime(60_000);
  expect(heard.onState).toHaveBeenLastCalledWith('signed_out');
  expect(connect).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

test('told that it sends too much, it stays away for a while', () => {
  vi.useFakeTimers();
  const { socket, connect, fire } = fakeSocket();
  createRealtimeLink(socket).listen(7, listener());
  fire('connect');
  fire('hang_up', { reason: 'too_many' });
  fire('disconnect', 'io server disconnect');
  vi.advanceTimersByTime(5_000);
  expect(connect).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(2_000);
  expect(connect).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});

test('a lost connection is tried at once where there is reason to hope; one that stands, or was signed out, is left alone', () => {
  const { socket, state, connect, fire } = fakeSocket();
  const link = createRealtimeLink(socket);
  link.listen(7, listener());
  const tried = () => [state.disconnect.mock.calls.length, connect.mock.calls.length];
  fire('connect');
  state.connected = true;
  link.tryNow();
  expect(tried()).toEqual([0, 1]);
  state.connected = false;
  fire('disconnect', 'transport close');
  link.tryNow();
  // First the waiting is ended, or Socket.IO would go on with it.
  expect(tried()).toEqual([1, 2]);
  fire('connect_error', new Error('not_authenticated'));
  link.tryNow();
  expect(tried()).toEqual([1, 2]);
});

test('says goodbye to a session when nobody listens to it any more', () => {
  const { socket, state, emit } = fakeSocket();
  const stop = createRealtimeLink(socket).listen(7, listener());
  state.connected = true;
  stop();
  expect(emit).toHaveBeenCalledWith('unsubscribe', { session_id: 7 });
});
