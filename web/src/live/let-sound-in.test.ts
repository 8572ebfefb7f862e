import type { Room } from 'livekit-client';
import { expect, test, vi } from 'vitest';
import { letSoundIn } from './let-sound-in.ts';

/** Of a room, what the function under test uses; `heard` are the elements of one person's sound. */
function roomWith(startAudio: () => Promise<void>, heard: { paused: boolean }[]): Room {
  const audioTrackPublications = new Map([['a', { track: { attachedElements: heard } }]]);
  return { startAudio, remoteParticipants: new Map([['3', { audioTrackPublications }]]) } as unknown as Room;
}

test('what plays is let in at once', async () => {
  const startAudio = vi.fn(async () => undefined);
  await letSoundIn(roomWith(startAudio, [{ paused: false }]));
  expect(startAudio).toHaveBeenCalledOnce();
});

test('a sound that came while others were let in, and was refused, is tried again', async () => {
  const heard: { paused: boolean }[] = [];
  const startAudio = vi.fn(async () => {
    if (startAudio.mock.calls.length === 1) heard.push({ paused: true });
    else throw new DOMException('play() failed: nobody clicked yet.', 'NotAllowedError');
  });
  await letSoundIn(roomWith(startAudio, heard));
  expect(startAudio).toHaveBeenCalledTimes(2);
});
