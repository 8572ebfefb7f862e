// @vitest-environment jsdom
import { Room } from 'livekit-client';
import { expect, test, vi } from 'vitest';
import { hangUp } from './hang-up.ts';

/** As much of a peer connection as it takes until the engine should answer. */
class FakePeerConnection extends EventTarget {
  static readonly made: FakePeerConnection[] = [];
  signalingState = 'stable';
  connectionState = 'new';
  iceConnectionState = 'new';
  constructor() {
    super();
    FakePeerConnection.made.push(this);
  }
  createDataChannel() {
    return new EventTarget();
  }
  addTransceiver() {
    return {};
  }
  async createOffer() {
    return { type: 'offer', sdp: 'v=0' };
  }
  getSenders() {
    return [];
  }
  getTransceivers() {
    return [];
  }
  close() {
    this.signalingState = 'closed';
    this.connectionState = 'closed';
  }
}

/** A socket on which nothing ever comes. */
class SilentSocket extends EventTarget {
  readyState = 0;
  close = () => undefined;
  send = () => undefined;
}

test('a connection that is given up while it is being made leaves no peer connection open', async () => {
  vi.stubGlobal('RTCPeerConnection', FakePeerConnection);
  vi.stubGlobal('WebSocket', SilentSocket);
  vi.spyOn(console, 'warn').mockReturnValue();
  vi.spyOn(console, 'info').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
  const room = new Room();
  const connecting = room.connect('ws://127.0.0.1:1', 'a-token').catch((error: unknown) => error);
  await vi.waitFor(() => expect(FakePeerConnection.made.length).toBeGreaterThan(0));
  await hangUp(room);
  expect(await connecting).toBeInstanceOf(Error);
  expect(FakePeerConnection.made.map(({ connectionState }) => connectionState)).toEqual(
    FakePeerConnection.made.map(() => 'closed'),
  );
});
