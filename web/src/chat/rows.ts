import type { Message } from '@lectern/contract';
import type { Pending } from './kept-outbox.ts';

/** One line of the log, from top to bottom. */
export type Row =
  | { kind: 'day'; key: string; instant: string }
  | { kind: 'new'; key: string }
  /** `leads`: names its author; those after it, of the same author and a moment later, do not. */
  | { kind: 'message'; key: string; leads: boolean; message: Message }
  | { kind: 'pending'; key: string; leads: boolean; pending: Pending };

interface Shown {
  messages: readonly Message[];
  pending: readonly Pending[];
  /** Under which key a message was shown before it was acknowledged. */
  keys: ReadonlyMap<number, string>;
  account_id: number;
  /** Where one left off; null: no mark. */
  read_until: number | null;
}

/** After so long a pause the author is named again, in milliseconds. */
const PAUSE = 5 * 60_000;

/** What the log shows, out of what is known. */
export function toRows({ messages, pending, keys, account_id, read_until }: Shown): Row[] {
  const rows: Row[] = [];
  const newest = messages.at(-1)?.id ?? 0;
  const acknowledged = pending.flatMap(({ became }) => (became && became.id > newest ? [became] : []));
  let last: Message | null = null;
  let last_day = '';
  let marked = false;
  for (const message of [...messages, ...acknowledged]) {
    const day = dayOf(message.sent_at);
    const first_of_day = day !== last_day;
    if (first_of_day) rows.push({ kind: 'day', key: `day ${day}`, instant: message.sent_at });
    last_day = day;
    const begins: boolean =
      !marked && read_until !== null && message.id > read_until && message.user.id !== account_id && last !== null;
    if (begins) {
      marked = true;
      rows.push({ kind: 'new', key: 'new' });
    }
    const leads: boolean = first_of_day || begins || !last || !follows(last, message);
    rows.push({ kind: 'message', key: keys.get(message.id) ?? String(message.id), leads, message });
    last = message;
  }
  let last_pending: Pending | null = null;
  for (const one of pending) {
    if (one.became) continue;
    const leads: boolean = last_pending
      ? last_pending.to?.id !== one.to?.id || one.reply_to !== null
      : !last || one.reply_to !== null || !isWithin(last, account_id, one.to?.id, one.at);
    rows.push({ kind: 'pending', key: one.key, leads, pending: one });
    last_pending = one;
  }
  return rows;
}

function follows(last: Message, message: Message): boolean {
  if (message.reply_to || last.deleted_at !== null || last.announcement !== message.announcement) return false;
  return isWithin(last, message.user.id, message.to?.id, Date.parse(message.sent_at));
}

function isWithin(last: Message, account_id: number, to_id: number | undefined, at: number): boolean {
  return last.user.id === account_id && last.to?.id === to_id && at - Date.parse(last.sent_at) < PAUSE;
}

/** In the reader's own zone. */
const dayOf = (instant: string) => new Date(instant).toDateString();
