import type { BreakoutsView } from '@lectern/contract';
import type { Tx } from '#db/connect.ts';
import type { EventLog } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import { lockInside, lockVisible } from '#sessions/standing.ts';
import { viewFor } from './arrange-service.ts';
import { refusalToResolve } from './policy.ts';
import { changeRoom, findHelp, findRoom, NO_HELP } from './store.ts';

export type HelpService = ReturnType<typeof createHelpService>;

/** People of a room ask the hosts to come. Hosts see it wherever they are. */
export function createHelpService({ log }: { log: EventLog }) {
  /** For the room one is in. Asking twice is no error, and keeps who asked first. */
  async function ask(actor: Actor, id: number): Promise<BreakoutsView> {
    return log.command(id, actor.id, async ({ tx, at, record }) => {
      const { session, breakout_id } = await lockInside(tx, actor, id);
      if (session.breakouts_opened_at === null) throw new Refusal('breakouts_not_open');
      const room = breakout_id === null ? null : await findRoom(tx, id, breakout_id);
      if (!room) throw new Refusal('breakout_not_found');
      if (room.help_asked_at === null) {
        await changeRoom(tx, room.id, { help_account_id: actor.id, help_asked_at: at });
        await record('help.asked', await askedIn(tx, room.id), { to: 'breakout', breakout_id: room.id });
      }
      return viewFor(tx, actor, id);
    });
  }

  async function resolve(actor: Actor, id: number, breakout_id: number): Promise<BreakoutsView> {
    return log.command(id, actor.id, async ({ tx, record }) => {
      const { session, role, is_inside, breakout_id: here } = await lockVisible(tx, actor, id);
      if (session.status !== 'ongoing') throw new Refusal('session_not_ongoing');
      const room = await findRoom(tx, id, breakout_id);
      const who = { role, is_inside, account_id: actor.id, here };
      const refusal = refusalToResolve(who, room ?? { id: breakout_id, help_account_id: null });
      if (refusal) throw new Refusal(refusal);
      if (session.breakouts_opened_at === null) throw new Refusal('breakouts_not_open');
      if (!room) throw new Refusal('breakout_not_found');
      if (room.help_asked_at !== null) {
        await changeRoom(tx, room.id, NO_HELP);
        await record('help.resolved', { breakout_id }, { to: 'breakout', breakout_id });
      }
      return viewFor(tx, actor, id);
    });
  }

  return { ask, resolve };
}

async function askedIn(tx: Tx, breakout_id: number) {
  const call = await findHelp(tx, breakout_id);
  if (!call) throw new Error(`The call for help of room ${breakout_id} was not written`);
  return call;
}
