import type { MediaAccess } from '@lectern/contract';
import type { FastifyRequest } from 'fastify';
import type { RoomToken } from './media-access.ts';

/** Where LiveKit's signalling is on our own origin. */
export const MEDIA_PATH = '/livekit';

export interface MediaAddressParts {
  /** LiveKit's own address for browsers; null where it is reached through ours. */
  mediaUrl: string | null;
  secure: boolean;
}

/** Makes answers with an address that any client can use as it is. */
export function createMediaAt({ mediaUrl, secure }: MediaAddressParts) {
  return (request: FastifyRequest, media: RoomToken): MediaAccess => ({
    ...media,
    url: mediaUrl ?? `${secure ? 'wss' : 'ws'}://${request.host}${MEDIA_PATH}`,
  });
}

export type MediaAt = ReturnType<typeof createMediaAt>;
