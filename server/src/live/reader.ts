import type { Reader } from '#events/policy.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import type { Standing } from '#sessions/standing.ts';

/** With whose eyes events are looked at. */
export function readerOf(actor: Actor, { role, sees_room, may_enter, stay, breakout_id }: Standing): Reader {
  if (!role) throw new Refusal('session_not_found');
  return { account_id: actor.id, role, sees_room, may_enter, breakout_id, stay_id: stay?.id ?? null };
}
