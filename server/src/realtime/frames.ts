import type { ServerMessages } from '@lectern/contract';
import type { RealtimeSocket } from './subscriptions.ts';

/** A message as it goes over the wire: made once, written to as many connections as want it. */
export interface Frame {
  packet: string;
  bytes: Buffer;
  /** Engine.IO writes these bytes as they are, as it does for Socket.IO's own broadcasts. */
  options: { compress: boolean; wsPreEncodedFrame: Buffer[] };
}

/** Socket.IO's own form of an event (protocol 5, type 2), and the WebSocket frame that Engine.IO (type 4) puts it into. */
export function frameOf<Name extends keyof ServerMessages>(
  name: Name,
  ...payload: Parameters<ServerMessages[Name]>
): Frame {
  const packet = `2${JSON.stringify([name, ...payload])}`;
  const bytes = textFrame(`4${packet}`);
  return { packet, bytes, options: { compress: false, wsPreEncodedFrame: [bytes] } };
}

/**
 * Writes past Socket.IO's per-socket encoding, which would be the greater part of telling a thousand the same. Where
 * nothing waits to be sent the bytes go straight to the connection, past Engine.IO's queue as well; where something
 * does, they wait behind it, in the queue that backlog.ts bounds.
 */
export function writeFrame({ conn }: RealtimeSocket, { packet, bytes, options }: Frame): void {
  const line = conn.request.socket;
  const isIdle = conn.readyState === 'open' && conn.transport.writable && line.writable && line.writableLength === 0;
  if (isIdle) line.write(bytes);
  else conn.write(packet, options);
}

/** One whole, unmasked text frame: RFC 6455, section 5.2. */
function textFrame(text: string): Buffer {
  const body = Buffer.from(text);
  const header = Buffer.alloc(body.length < 126 ? 2 : body.length < 65_536 ? 4 : 10);
  header[0] = 0x81;
  if (header.length === 2) {
    header[1] = body.length;
  } else if (header.length === 4) {
    header[1] = 126;
    header.writeUInt16BE(body.length, 2);
  } else {
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(body.length), 2);
  }
  return Buffer.concat([header, body]);
}
