// @vitest-environment jsdom

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { holdSocket, releaseSocket } from './documents-socket.ts';

/** A connection that opens at once, and of whose loss nobody is told. */
class SilentSocket extends EventTarget {
  static made: SilentSocket[] = [];
  binaryType = 'blob';
  readyState = 1;
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
    SilentSocket.made.push(this);
    queueMicrotask(() => this.dispatchEvent(new Event('open')));
  }

  send(): void {}
  close(): void {}
}

beforeEach(() => {
  SilentSocket.made = [];
  vi.stubGlobal('WebSocket', SilentSocket);
});
afterEach(() => {
  releaseSocket();
  vi.unstubAllGlobals();
});

async function connected() {
  const socket = holdSocket();
  await vi.waitFor(() => expect(SilentSocket.made).toHaveLength(1));
  // The first thing that comes is what makes it a connection.
  SilentSocket.made[0]?.dispatchEvent(new MessageEvent('message', { data: new ArrayBuffer(0) }));
  await vi.waitFor(() => expect(socket.status).toBe('connected'));
  return socket;
}

test('without a network the connection is lost at once, whatever becomes of it, and with one it is there again at once', async () => {
  const socket = await connected();
  window.dispatchEvent(new Event('offline'));
  expect(socket.status).toBe('disconnected');
  window.dispatchEvent(new Event('online'));
  await vi.waitFor(() => expect(SilentSocket.made).toHaveLength(2), { timeout: 250 });
});

test('whoever holds it shares one, on our own origin', async () => {
  const socket = await connected();
  expect(holdSocket()).toBe(socket);
  releaseSocket();
  expect(SilentSocket.made.map(({ url }) => url)).toEqual(['ws://localhost:3000/api/documents']);
});
