import type { MediaLink } from '#live/membership.ts';

/**
 * What is wrong with the connections now. connecting: picture and sound are not there yet. engine: the media engine's
 * signalling is lost, and what flows goes on. media: picture and sound are lost. server: the server is not reached, and
 * picture and sound go on. both: nothing goes through.
 */
export type RoomTrouble = 'connecting' | 'engine' | 'media' | 'server' | 'both';

/** `current`: the server is reached. */
export function roomTrouble(media: MediaLink, current: boolean): RoomTrouble | null {
  switch (media) {
    case 'connected':
      return current ? null : 'server';
    // The way to the engine's signalling leads through the server: when that is away, one need not hear of both.
    case 'resuming':
      return current ? 'engine' : 'server';
    case 'reconnecting':
      return current ? 'media' : 'both';
    case 'connecting':
      return current ? 'connecting' : 'both';
    default:
      return media satisfies never;
  }
}
