import { type ReplayMessage, recordedSeconds, type Span, type User } from '@lectern/contract';

/** A message to everyone, as it stands. */
export interface WrittenMessage {
  id: number;
  account_id: number;
  text: string;
  sent_at: Date;
  edited_at: Date | null;
  reply_to_id: number | null;
  attachments: { name: string; size: number }[];
}

export interface MessageParts {
  spans: readonly Span[];
  numberOf: (account_id: number) => number | null;
  /** Who asked not to be named. */
  hidden: readonly User[];
}

/** What may name somebody, as the chat has it. */
const NAME = /(?<![\w.@])@([a-zA-Z0-9_.]{1,30})/g;
/** In place of the name of who asked not to be named. */
const NOBODY = '@…';

/** The chat of a recording, in order. Who is hidden is not named in what the others wrote either. */
export function readMessages(messages: readonly WrittenMessage[], parts: MessageParts): ReplayMessage[] {
  const there = new Set(messages.map(({ id }) => id));
  const mask = maskOf(parts.hidden);
  return messages.flatMap(({ id, account_id, text, sent_at, edited_at, reply_to_id, attachments }) => {
    const person = parts.numberOf(account_id);
    if (person === null) return [];
    return {
      id,
      at: recordedSeconds(parts.spans, sent_at.getTime()),
      sent_at: sent_at.toISOString(),
      person,
      text: mask(text),
      edited: edited_at !== null,
      // What was answered may have been deleted since.
      reply_to: reply_to_id !== null && there.has(reply_to_id) ? reply_to_id : null,
      attachments,
    };
  });
}

/** Takes the names of these people out of a text. */
export function maskOf(hidden: readonly User[]): (text: string) => string {
  const names = new Set(hidden.map(({ username }) => username.toLowerCase()));
  if (names.size === 0) return (text) => text;
  return (text) => text.replace(NAME, (whole, name: string) => maskOne(whole, name, names));
}

/** A full stop after a name may be its end, or the sentence's. */
function maskOne(whole: string, name: string, names: ReadonlySet<string>): string {
  const bare = name.replace(/\.+$/, '');
  const found = [name, bare].find((one) => names.has(one.toLowerCase()));
  return found === undefined ? whole : NOBODY + name.slice(found.length);
}
