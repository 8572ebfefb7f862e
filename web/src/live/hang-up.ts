import type { Room } from 'livekit-client';

/**
 * Ends a room's connection. Where it was only being made, LiveKit leaves the peer connections open that it had made for it,
 * and a browser allows only so many of them.
 */
export async function hangUp(room: Room): Promise<void> {
  const { engine } = room;
  await room.disconnect();
  await engine?.pcManager?.close();
}
