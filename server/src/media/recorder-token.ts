import { AccessToken } from 'livekit-server-sdk';
import type { MediaRoom } from './engine.ts';
import { roomName } from './room-name.ts';

/** How long a token lives, in seconds. A recorder asks for one each time it comes in. */
const TOKEN_SECONDS = 120;

export interface RecorderTokenParts {
  apiKey: string;
  apiSecret: string;
  room: MediaRoom;
  recording_id: number;
  take: number;
}

/** For a recorder: hidden from everybody, receives what it asks for, and sends nothing. No account's identity looks like its. */
export function recorderToken({ apiKey, apiSecret, room, recording_id, take }: RecorderTokenParts): Promise<string> {
  const identity = `recorder-${recording_id}-${take}`;
  const token = new AccessToken(apiKey, apiSecret, { identity, ttl: TOKEN_SECONDS });
  token.addGrant({
    roomJoin: true,
    room: roomName(room),
    hidden: true,
    recorder: true,
    canSubscribe: true,
    canPublish: false,
    canPublishData: false,
    canUpdateOwnMetadata: false,
  });
  return token.toJwt();
}
