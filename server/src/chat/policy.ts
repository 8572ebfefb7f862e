import type { ErrorCode } from '@lectern/contract';

/** A person of a conversation, as far as it matters who may write to whom. */
export interface Writing {
  writer_id: number;
  host_id: number;
  /** Null: to everyone. `is_here`: in the room where it is written. */
  to: { account_id: number; is_here: boolean } | null;
  in_breakout: boolean;
  /** The chat is open, or the writer may write all the same. */
  may_write: boolean;
}

/** Why this may not be sent, or null where it may. */
export function refusalToWrite({ writer_id, host_id, to, in_breakout, may_write }: Writing): ErrorCode | null {
  const is_host = writer_id === host_id;
  if (!may_write) return 'chat_closed';
  if (to === null) return null;
  if (to.account_id === writer_id) return 'not_with_host';
  if (!is_host && to.account_id !== host_id) return 'not_with_host';
  // The host comes by what is written in the main room at any time; else who is not here would not know of it.
  if (!to.is_here && (is_host || in_breakout)) return 'recipient_not_here';
  return null;
}

interface Conversation {
  breakout_id: number | null;
  account_id: number;
  to_account_id: number | null;
}

/** Whether two messages are of one conversation: in one room, and both to everyone or between the same two. */
export function isSameConversation(one: Conversation, other: Conversation): boolean {
  if (one.breakout_id !== other.breakout_id) return false;
  if (one.to_account_id === null || other.to_account_id === null) return one.to_account_id === other.to_account_id;
  const pair = ({ account_id, to_account_id }: Conversation) => [account_id, to_account_id].sort().join();
  return pair(one) === pair(other);
}

/** The names that a text may mean by @username; a full stop after one may be its end or the sentence's. */
export function namesIn(text: string): string[] {
  const names = [...text.matchAll(/(?<![\w.@])@([a-zA-Z0-9_.]{1,30})/g)].map(([, name = '']) => name.toLowerCase());
  return [...new Set(names.flatMap((name) => [name, name.replace(/\.+$/, '')]))].filter((name) => name !== '');
}
