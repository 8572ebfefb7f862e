import type { ErrorCode } from '@lectern/contract';

/** A person of a conversation, as far as it matters who may write to whom. */
export interface Writing {
  writer_id: number;
  host_id: number;
  /** Null: to everyone. */
  to: { account_id: number; is_inside: boolean } | null;
  /** The chat is open, or the writer may write all the same. */
  may_write: boolean;
}

/** Why this may not be sent, or null where it may. */
export function refusalToWrite({ writer_id, host_id, to, may_write }: Writing): ErrorCode | null {
  const is_host = writer_id === host_id;
  if (!may_write) return 'chat_closed';
  if (to === null) return null;
  if (to.account_id === writer_id) return 'not_with_host';
  if (!is_host && to.account_id !== host_id) return 'not_with_host';
  // The host reads everything at any time; anybody else only while inside.
  if (is_host && !to.is_inside) return 'recipient_not_here';
  return null;
}

interface Conversation {
  account_id: number;
  to_account_id: number | null;
}

/** Whether two messages are of one conversation: both to everyone, or between the same two. */
export function isSameConversation(one: Conversation, other: Conversation): boolean {
  if (one.to_account_id === null || other.to_account_id === null) return one.to_account_id === other.to_account_id;
  const pair = ({ account_id, to_account_id }: Conversation) => [account_id, to_account_id].sort().join();
  return pair(one) === pair(other);
}

/** The names that a text may mean by @username; a full stop after one may be its end or the sentence's. */
export function namesIn(text: string): string[] {
  const names = [...text.matchAll(/(?<![\w.@])@([a-zA-Z0-9_.]{1,30})/g)].map(([, name = '']) => name.toLowerCase());
  return [...new Set(names.flatMap((name) => [name, name.replace(/\.+$/, '')]))].filter((name) => name !== '');
}
