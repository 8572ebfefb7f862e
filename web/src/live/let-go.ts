import { type LocalTrack, type LocalTrackPublication, type Room, RoomEvent } from 'livekit-client';

/**
 * Sends a track no more, and leaves it as it is. Resolves as soon as another connection can send it: LiveKit's own call
 * resolves only when the engine has agreed to it, which takes long, or for ever, where that connection is being cut.
 */
export async function letGo(room: Room, track: LocalTrack): Promise<void> {
  let look = (_publication: LocalTrackPublication) => {};
  const isFree = new Promise<void>((resolve) => {
    look = (publication) => publication.track === track && resolve();
  });
  room.on(RoomEvent.LocalTrackUnpublished, look);
  const agreed = room.localParticipant.unpublishTrack(track, false);
  try {
    await Promise.race([isFree, agreed]);
  } finally {
    room.off(RoomEvent.LocalTrackUnpublished, look);
    agreed.catch(() => undefined);
  }
}
