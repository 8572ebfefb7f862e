import type { RealtimeSocket } from './subscriptions.ts';

/** A connection that leaves this many messages unread is dropped, alone. */
const MOST_WAITING = 1_000;
/** Likewise this many bytes, where the messages are large. */
const LARGEST_BACKLOG = 4 * 1024 * 1024;

/** Drops a connection whose other end does not read. It cannot be told why: it would not read that either. */
export function dropWhenBehind(socket: RealtimeSocket): void {
  socket.conn.on('packetCreate', () => {
    // Everything before was taken.
    if (socket.conn.transport.writable && socket.conn.request.socket.writableLength === 0) return;
    // At once: an orderly end would wait for what is not being read.
    if (isBehind(socket)) socket.conn.close(true);
  });
}

function isBehind(socket: RealtimeSocket): boolean {
  return waitingMessages(socket) > MOST_WAITING || waitingBytes(socket) > LARGEST_BACKLOG;
}

/** What Engine.IO holds back until the WebSocket takes more. */
function waitingMessages(socket: RealtimeSocket): number {
  const conn: object = socket.conn;
  return 'writeBuffer' in conn && Array.isArray(conn.writeBuffer) ? conn.writeBuffer.length : 0;
}

/** What the WebSocket has taken, and its other end has not. */
function waitingBytes({ conn }: RealtimeSocket): number {
  const transport: unknown = conn.transport;
  if (typeof transport !== 'object' || transport === null || !('socket' in transport)) return 0;
  const { socket } = transport;
  if (typeof socket !== 'object' || socket === null || !('bufferedAmount' in socket)) return 0;
  return typeof socket.bufferedAmount === 'number' ? socket.bufferedAmount : 0;
}
