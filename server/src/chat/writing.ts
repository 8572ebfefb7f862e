import type { Message } from '@lectern/contract';
import type { Tx } from '#db/connect.ts';
import type { EventAudience } from '#events/store.ts';
import { Refusal } from '#http/refusal.ts';
import type { SessionRow } from '#sessions/standing.ts';
import { isSameConversation, namesIn } from './policy.ts';
import { findMessage, findMessageRow, findNamed, type MessageRow } from './store.ts';

/** Where a message is written, by whom and to whom. */
type Place = Pick<MessageRow, 'session_id' | 'breakout_id' | 'account_id' | 'to_account_id'>;

/** Who hears of a message. Of a private one it is the one who is not the host that is named; the host is always meant. */
export function audienceOf(
  { account_id, to_account_id, breakout_id }: Omit<Place, 'session_id'>,
  { creator_id }: SessionRow,
): EventAudience {
  if (to_account_id === null) return { to: 'room', breakout_id };
  return { to: 'private', breakout_id, account_id: account_id === creator_id ? to_account_id : account_id };
}

/** Whose message is answered; refuses where it is not one of the same conversation. */
export async function writerAnswered(tx: Tx, reply_to: number, place: Place): Promise<number> {
  const answered = await findMessageRow(tx, reply_to);
  if (answered?.session_id !== place.session_id || !isSameConversation(answered, place)) {
    throw new Refusal('reply_elsewhere');
  }
  return answered.account_id;
}

/** The people a text names, among those who can read it. */
export async function mentioned(
  tx: Tx,
  { session_id, breakout_id, account_id, to_account_id }: Place,
  text: string,
): Promise<number[]> {
  const users = await findNamed(tx, session_id, breakout_id, namesIn(text));
  return users.map(({ id }) => id).filter((id) => to_account_id === null || id === account_id || id === to_account_id);
}

export async function written(tx: Tx, id: number): Promise<Message> {
  const message = await findMessage(tx, id);
  if (!message) throw new Error(`Message ${id} is gone`);
  return message;
}
