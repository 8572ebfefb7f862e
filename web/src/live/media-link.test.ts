import { ConnectionState } from 'livekit-client';
import { expect, test } from 'vitest';
import { mediaLink } from './media-link.ts';

test.each([
  [ConnectionState.Connected, 'flowing', 'connected'],
  // Alone, and sending nothing: all is well.
  [ConnectionState.Connected, 'none', 'connected'],
  // The library has not noticed yet.
  [ConnectionState.Connected, 'stalled', 'reconnecting'],
  // The server restarts, and with it the way to the engine's signalling: what flows goes on.
  [ConnectionState.SignalReconnecting, 'flowing', 'resuming'],
  [ConnectionState.SignalReconnecting, 'stalled', 'reconnecting'],
  [ConnectionState.SignalReconnecting, 'none', 'reconnecting'],
  [ConnectionState.Reconnecting, 'flowing', 'reconnecting'],
  [ConnectionState.Connecting, 'none', 'connecting'],
  [ConnectionState.Disconnected, 'none', 'connecting'],
] as const)('%s, and the ways are %s: %s', (state, flow, link) => {
  expect(mediaLink(state, flow)).toBe(link);
});
