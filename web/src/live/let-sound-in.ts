import type { Room } from 'livekit-client';

/**
 * Plays everybody's sound, as far as the browser allows it; afterwards the room's `canPlaybackAudio` is true to that.
 * LiveKit's `startAudio` alone is not: it takes some 200 ms, and when it ends well it takes all sound for let in, also
 * where the browser has refused a track that came meanwhile.
 */
export async function letSoundIn(room: Room): Promise<void> {
  try {
    await room.startAudio();
    if (isOneSilent(room)) await room.startAudio();
  } catch {
    // Refused, which the room knows.
  }
}

function isOneSilent(room: Room): boolean {
  return [...room.remoteParticipants.values()].some((one) =>
    [...one.audioTrackPublications.values()].some(({ track }) =>
      track?.attachedElements.some((element) => element.paused),
    ),
  );
}
