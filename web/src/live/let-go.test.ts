import { EventEmitter } from 'node:events';
import { type LocalTrack, type Room, RoomEvent } from 'livekit-client';
import { expect, test } from 'vitest';
import { letGo } from './let-go.ts';

const track = {} as LocalTrack;
const other = {} as LocalTrack;

/** A room that takes a track away by `unpublish`, and says so. */
function roomWith(unpublish: (say: (gone: LocalTrack) => void) => Promise<unknown>) {
  const events = new EventEmitter();
  const say = (gone: LocalTrack) => void events.emit(RoomEvent.LocalTrackUnpublished, { track: gone });
  const room = Object.assign(events, { localParticipant: { unpublishTrack: () => unpublish(say) } });
  return room as unknown as Room & EventEmitter;
}

test('the track is free once it is sent no more, whether or not the engine agrees', async () => {
  for (const agreed of [new Promise(() => undefined), Promise.reject(new Error('cut'))]) {
    const room = roomWith((say) => {
      say(track);
      return agreed;
    });
    await letGo(room, track);
    expect(room.listenerCount(RoomEvent.LocalTrackUnpublished)).toBe(0);
  }
});

test('one that is only being sent is waited for, and another one does not count', async () => {
  let free = false;
  let end = () => {};
  const room = roomWith(async (say) => {
    say(other);
    await new Promise<void>((resolve) => {
      end = resolve;
    });
    say(track);
  });
  const going = letGo(room, track).then(() => {
    free = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(free).toBe(false);
  end();
  await going;
});

test('where nothing was sent, nothing is waited for; a failure is told', async () => {
  await letGo(
    roomWith(async () => undefined),
    track,
  );
  const failing = roomWith(() => Promise.reject(new Error('lost')));
  await expect(letGo(failing, track)).rejects.toThrow('lost');
});
