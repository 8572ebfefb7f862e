import { type Connection, OutgoingMessage } from '@hocuspocus/server';
import * as Y from 'yjs';
import { countTogether } from './batch.ts';
import { updateIn } from './frames.ts';

/** The most that is put together, in bytes: far below what one update may have, so that no sum of small ones is too large. */
const LARGEST_TOGETHER = 256 * 1024;

export type UpdateLine = ReturnType<typeof createUpdateLine>;

/**
 * Hocuspocus takes the messages of one client one after the other, and each change waits until it is written. So that a fast
 * pen does not fall behind, what it sends while an earlier change is being written goes together, and is acked one by one.
 */
export function createUpdateLine(connection: Connection) {
  const waiting: { message: Uint8Array; update: Uint8Array }[] = [];
  /** How many messages each that was put together stands for. */
  const together = new WeakMap<Uint8Array, number>();
  const under_way = new Set<Uint8Array>();

  /** A message with a change. */
  function add(message: Uint8Array): void {
    if (under_way.size === 0) pass(message);
    else waiting.push({ message, update: updateIn(message) });
  }

  function pass(message: Uint8Array): void {
    under_way.add(message);
    connection.handleMessage(message);
  }

  /** Hands over what waits: before another kind of message that must not overtake it. */
  function flush(): void {
    while (waiting.length > 0) {
      const some = waiting.splice(0, countTogether(waiting, LARGEST_TOGETHER));
      const merged = some.length > 1 ? merge(some.map(({ update }) => update)) : null;
      if (merged) {
        together.set(merged, some.length);
        pass(merged);
      } else {
        for (const { message } of some) pass(message);
      }
    }
  }

  /** Null where one of them cannot be read: then each is looked at by itself. */
  function merge(updates: Uint8Array[]): Uint8Array | null {
    try {
      const { messageAddress } = connection;
      return new OutgoingMessage(messageAddress)
        .createSyncMessage()
        .writeUpdate(Y.mergeUpdates(updates))
        .toUint8Array();
    } catch {
      return null;
    }
  }

  /** A message has been dealt with, whichever it was. */
  function done(message: Uint8Array, taken: boolean): void {
    if (!under_way.delete(message)) return;
    for (let more = (together.get(message) ?? 1) - 1; more > 0; more -= 1) {
      connection.send(new OutgoingMessage(connection.messageAddress).writeSyncStatus(taken).toUint8Array());
    }
    // What a closed one still sent is nobody's any more.
    if (under_way.size === 0 && connection.document.hasConnection(connection)) flush();
  }

  return { add, flush, done };
}
