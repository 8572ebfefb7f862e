import { Attachment, Id, type Message, User } from '@lectern/contract';
import { z } from 'zod';

/** What somebody wants to send. */
const Outgoing = z.object({
  text: z.string(),
  /** Null: to everyone. */
  to: User.nullable(),
  reply_to: z.object({ id: Id, user: User }).nullable(),
  attachments: z.array(Attachment),
});
export type Outgoing = z.infer<typeof Outgoing>;

/** A message that is not acknowledged yet. */
export interface Pending extends Outgoing {
  /** The Idempotency-Key of every try: by it the server knows a message that it has already. */
  key: string;
  /** When it was written, by this browser's clock. */
  at: number;
  /** Whether it may have reached the server already. */
  tried: boolean;
  /** `waiting`: a try failed, another follows by itself. */
  state: 'sending' | 'waiting' | 'failed';
  /** Why it could not be sent; null also where a reload has forgotten it. */
  error: unknown;
  /** The message it became, as far as one knows: by the answer, or by an event that came before it. */
  became: Message | null;
  answered: boolean;
}

const Kept = Outgoing.extend({
  key: z.string(),
  at: z.number(),
  tried: z.boolean(),
  failed: z.boolean(),
});

export type OutboxStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The server knows a key for a day. What is older is not sent again by itself. */
const KEPT_FOR = 20 * 3_600_000;

/** Keeps what is not acknowledged, with its keys, for when the page is loaded again. */
export function keepOutbox(storage: OutboxStorage, storageKey: string, pending: readonly Pending[]): void {
  const kept: z.infer<typeof Kept>[] = pending
    .filter((one) => !one.answered)
    .map(({ text, to, reply_to, attachments, key, at, tried, state }) => ({
      ...{ text, to, reply_to, attachments, key, at, tried },
      failed: state === 'failed',
    }));
  try {
    if (kept.length === 0) storage.removeItem(storageKey);
    else storage.setItem(storageKey, JSON.stringify(kept));
  } catch {
    // A full or forbidden store: then it lasts as long as the page.
  }
}

export function readOutbox(storage: OutboxStorage, storageKey: string, now: number): Pending[] {
  try {
    const kept = z.array(Kept).parse(JSON.parse(storage.getItem(storageKey) ?? '[]'));
    return kept
      .filter((one) => now - one.at < KEPT_FOR)
      .map(({ failed, ...one }) => ({
        ...one,
        state: failed ? 'failed' : 'waiting',
        error: null,
        became: null,
        answered: false,
      }));
  } catch {
    return [];
  }
}
