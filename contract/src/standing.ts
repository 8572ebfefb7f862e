import { z } from 'zod';
import type { Moderation, Right } from './moderation.ts';

/**
 * What an account is to a session. host: its creator. cohost: an approved participant whom the creator made one.
 * member: any other approved participant, or an admin. outsider: anybody else who may see the session's page; sees no
 * participants.
 */
export const ViewRole = z.enum(['host', 'cohost', 'member', 'outsider']);
export type ViewRole = z.infer<typeof ViewRole>;

/** Whether this role runs the class: starts, ends, approves and moderates. */
export function moderates(role: ViewRole | null): boolean {
  return role === 'host' || role === 'cohost';
}

/** What `mayUse` looks at; a `SessionView` has it all. */
export interface RightsSituation {
  session: { creator: { id: number } };
  moderation: Moderation | null;
  room: { chat_open: boolean; word: { id: number } | null } | null;
}

/**
 * Whether this account may use a right as things are: hosts, co-hosts and who is exempt may always, and whoever has the
 * word may speak. The server decides by the same rules; here they say what to offer.
 */
export function mayUse({ session, moderation, room }: RightsSituation, account_id: number, right: Right): boolean {
  const locked = right === 'chat' ? room?.chat_open === false : (moderation?.locks.includes(right) ?? false);
  if (!locked || session.creator.id === account_id || moderation?.cohosts.includes(account_id)) return true;
  if (right === 'microphone' && room?.word?.id === account_id) return true;
  return moderation?.exemptions.some((one) => one.account_id === account_id && one.rights.includes(right)) ?? false;
}
