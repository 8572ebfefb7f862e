import { ConnectionState } from 'livekit-client';
import type { Flow } from './media-transports.ts';
import type { MediaLink } from './membership.ts';

/** What the library says of its connection, and what the ways of picture and sound say, taken together. */
export function mediaLink(state: ConnectionState, flow: Flow): MediaLink {
  switch (state) {
    case ConnectionState.Connected:
      return flow === 'stalled' ? 'reconnecting' : 'connected';
    case ConnectionState.SignalReconnecting:
      return flow === 'flowing' ? 'resuming' : 'reconnecting';
    case ConnectionState.Reconnecting:
      return 'reconnecting';
    case ConnectionState.Connecting:
    case ConnectionState.Disconnected:
      return 'connecting';
    default:
      return state satisfies never;
  }
}
