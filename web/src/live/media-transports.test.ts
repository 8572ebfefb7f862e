import { type Room, Track } from 'livekit-client';
import { expect, test, vi } from 'vitest';
import { flowOf, MediaTransports } from './media-transports.ts';

/** A way of which the test says how it stands. */
class Way extends EventTarget {
  state: RTCIceTransportState = 'connected';

  become(state: RTCIceTransportState) {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

const sent = (way: Way) => ({ track: { kind: Track.Kind.Audio, sender: { transport: { iceTransport: way } } } });
const received = (way: Way) => ({ track: { kind: Track.Kind.Audio, receiver: { transport: { iceTransport: way } } } });

/** As much of a room as is read. */
function roomOf(own: object[], other: object[]) {
  const publications = (all: object[]) => ({ trackPublications: new Map(all.map((one, index) => [index, one])) });
  return {
    localParticipant: publications(own),
    remoteParticipants: new Map([['2', publications(other)]]),
  } as unknown as Room;
}

test.each([
  [[], 'none'],
  [['new', 'checking'], 'none'],
  [['connected', 'new'], 'flowing'],
  [['completed'], 'flowing'],
  [['connected', 'disconnected'], 'stalled'],
  [['failed'], 'stalled'],
] as const)('ways that are %j: %s', (states, flow) => {
  expect(flowOf(states)).toBe(flow);
});

test('what is sent and what is received is followed, each way once, for as long as it is used', () => {
  const [there, back] = [new Way(), new Way()];
  const changed = vi.fn();
  const own = [sent(there), sent(there)];
  const room = roomOf(own, [received(back), { track: undefined }]);
  const transports = new MediaTransports(room, changed);
  expect(transports.flow).toBe('none');
  transports.follow();
  transports.follow();
  expect(transports.flow).toBe('flowing');
  back.become('disconnected');
  expect(changed).toHaveBeenCalledOnce();
  expect(transports.flow).toBe('stalled');
  room.remoteParticipants.clear();
  transports.follow();
  expect(transports.flow).toBe('flowing');
  back.become('failed');
  transports.close();
  there.become('failed');
  expect(changed).toHaveBeenCalledOnce();
});
