import type { HangUpReason } from '@lectern/contract';
import type { RealtimeSocket } from './subscriptions.ts';

/** Says why, and ends the connection. */
export function hangUp(socket: RealtimeSocket, reason: HangUpReason): void {
  if (!socket.connected) return;
  socket.emit('hang_up', { reason });
  socket.disconnect(true);
}
