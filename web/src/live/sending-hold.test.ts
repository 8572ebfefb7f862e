import { type Room, RoomEvent, TrackEvent } from 'livekit-client';
import { expect, test, vi } from 'vitest';
import { SendingHold } from './sending-hold.ts';

type Listener = (given: never) => void;

/** A track that tells whether its way out is open. */
class Sent {
  open = true;
  readonly sender = { replaceTrack: vi.fn(async (_none: null) => undefined) };
  readonly listeners = new Map<string, Listener>();

  on(name: string, listener: Listener) {
    this.listeners.set(name, listener);
  }

  off(name: string) {
    this.listeners.delete(name);
  }

  async pauseUpstream() {
    this.open = false;
  }

  async resumeUpstream() {
    this.open = true;
    this.listeners.get(TrackEvent.UpstreamResumed)?.(this as never);
  }
}

function roomWith(...tracks: Sent[]) {
  const trackPublications = new Map(tracks.map((track, index) => [index, { track }]));
  let published: Listener = () => undefined;
  const room = {
    localParticipant: { trackPublications },
    on: (name: string, listener: Listener) => {
      if (name === RoomEvent.LocalTrackPublished) published = listener;
    },
  } as unknown as Room;
  const publish = (track: Sent) => {
    trackPublications.set(trackPublications.size, { track });
    published({ track } as never);
  };
  return { hold: new SendingHold(room), publish };
}

test('shuts the way out of everything, and opens it again', () => {
  const tracks = [new Sent(), new Sent()];
  const { hold } = roomWith(...tracks);
  expect(hold.set(false)).toBe(false);
  expect(hold.set(true)).toBe(true);
  expect(tracks.map(({ open }) => open)).toEqual([false, false]);
  expect(hold.set(true)).toBe(false);
  expect(hold.set(false)).toBe(true);
  expect(tracks.map(({ open }) => open)).toEqual([true, true]);
});

test('what has no way any more is not even encoded, and where that cannot be said to the browser nothing breaks', async () => {
  const [ended, closed] = [new Sent(), new Sent()];
  closed.sender.replaceTrack.mockRejectedValue(new Error('closed'));
  roomWith(ended, closed).hold.set(true);
  await vi.waitFor(() => expect(closed.sender.replaceTrack).toHaveBeenCalledWith(null));
  expect(ended.sender.replaceTrack).toHaveBeenCalledWith(null);
});

test('what is opened again at once stays open', async () => {
  const track = new Sent();
  const { hold } = roomWith(track);
  hold.set(true);
  hold.set(false);
  await Promise.resolve();
  expect([track.open, track.sender.replaceTrack.mock.calls.length]).toEqual([true, 0]);
});

test('where nothing is sent, nothing changes', () => {
  expect(roomWith().hold.set(true)).toBe(false);
});

test('what is published or opened meanwhile is shut as well', async () => {
  const [first, later] = [new Sent(), new Sent()];
  const { hold, publish } = roomWith(first);
  hold.set(true);
  publish(later);
  // As when another microphone is chosen.
  await first.resumeUpstream();
  expect([first.open, later.open]).toEqual([false, false]);
  hold.set(false);
  await first.resumeUpstream();
  expect([first.open, later.open]).toEqual([true, true]);
});
