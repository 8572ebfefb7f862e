import { randomInt } from 'node:crypto';
import { type BreakoutSettingsChange, BreakoutsView, MOST_BREAKOUTS } from '@lectern/contract';
import type { z } from 'zod';
import type { Database, Tx } from '#db/connect.ts';
import type { Command, EventLog } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import { once } from '#idempotency/store.ts';
import type { Actor } from '#sessions/policy.ts';
import { lockVisible, readVisible, type SessionRow } from '#sessions/standing.ts';
import { assign as assignPeople, audienceOf, type Reassigned } from './assigning.ts';
import { distributeAtRandom, distributeEvenly } from './distribute.ts';
import { findEarlier, listEarlier } from './earlier-store.ts';
import { refusalToArrange } from './policy.ts';
import { countBound, listAssignable } from './stay-store.ts';
import {
  changeBreakouts,
  changeRoom,
  findRoom,
  insertRooms,
  listAssignments,
  listRooms,
  NO_HELP,
  readBreakouts,
  settingsOf,
} from './store.ts';

export interface ArrangeParts {
  db: Database;
  log: EventLog;
  /** A room's board has a page from the first moment on. */
  addFirstPage: (tx: Tx, session_id: number, breakout_id: number) => Promise<unknown>;
}

export type ArrangeService = ReturnType<typeof createArrangeService>;

interface Arranging extends Command {
  session: SessionRow;
}

/** What hosts prepare, before the start and while the session runs: which rooms, who is to be where, what holds there. */
export function createArrangeService({ db, log, addFirstPage }: ArrangeParts) {
  async function make(actor: Actor, id: number, names: string[], key: string | null): Promise<BreakoutsView> {
    const request = { account_id: actor.id, key, asks: ['POST breakouts', id, names] };
    return log.command(id, actor.id, async (command) => {
      const session = await lockToArrange(command.tx, actor, id);
      const outcome = await once(command.tx, request, command.at, write, (answer) => BreakoutsView.parse(answer));
      if (!outcome) throw new Refusal('idempotency_key_reused');
      return outcome.answer;

      async function write(): Promise<BreakoutsView> {
        await addRooms({ ...command, session }, names);
        await tellArranged({ ...command, session });
        return viewFor(command.tx, actor, id);
      }
    });
  }

  async function addRooms({ tx, session }: Arranging, names: string[]) {
    const rooms = await listRooms(tx, session.id);
    if (rooms.length + names.length > MOST_BREAKOUTS) throw new Refusal('too_many_breakouts');
    const added = names.length === 0 ? [] : await insertRooms(tx, session.id, names);
    for (const room of added) await addFirstPage(tx, session.id, room.id);
    return added;
  }

  async function rename(actor: Actor, id: number, breakout_id: number, name: string): Promise<BreakoutsView> {
    return arrange(actor, id, async (command) => {
      const room = await roomOf(command.tx, id, breakout_id);
      if (room.name === name) return;
      await changeRoom(command.tx, breakout_id, { name });
      await tellArranged(command);
    });
  }

  /** What was said and drawn in it stays with the session. */
  async function remove(actor: Actor, id: number, breakout_id: number): Promise<BreakoutsView> {
    return arrange(actor, id, async (command) => {
      const { tx, at, record, session } = command;
      await roomOf(tx, id, breakout_id);
      if ((await countBound(tx, breakout_id)) > 0) throw new Refusal('breakout_not_empty');
      const assigned = (await listAssignments(tx, id)).filter((one) => one.breakout_id === breakout_id);
      await assignPeople(
        tx,
        record,
        session,
        assigned.map(({ account_id }) => ({ account_id, breakout_id: null })),
      );
      await changeRoom(tx, breakout_id, { removed_at: at, ...NO_HELP });
      await tellArranged(command);
    });
  }

  /** Only what is named changes. */
  async function change(
    actor: Actor,
    id: number,
    wanted: z.infer<typeof BreakoutSettingsChange>,
  ): Promise<BreakoutsView> {
    return arrange(actor, id, async (command) => {
      const { tx, session } = command;
      const columns = {
        breakouts_may_choose: wanted.may_choose ?? session.breakouts_may_choose,
        breakouts_may_return: wanted.may_return ?? session.breakouts_may_return,
        breakouts_recorded: wanted.recorded ?? session.breakouts_recorded,
      };
      const changed = (Object.keys(columns) as (keyof typeof columns)[]).some((key) => columns[key] !== session[key]);
      if (!changed) return;
      await changeBreakouts(tx, id, columns);
      await tellArranged({ ...command, session: { ...session, ...columns } });
    });
  }

  async function assign(actor: Actor, id: number, changes: Reassigned[]): Promise<BreakoutsView> {
    return arrange(actor, id, async ({ tx, record, session }) => {
      const { here, away } = await listAssignable(tx, id);
      const assignable = new Set([...here, ...away]);
      const rooms = new Set((await listRooms(tx, id)).map((room) => room.id));
      for (const { account_id, breakout_id } of changes) {
        if (breakout_id === null) continue;
        if (!rooms.has(breakout_id)) throw new Refusal('breakout_not_found');
        if (!assignable.has(account_id)) throw new Refusal('not_assignable');
      }
      await assignPeople(tx, record, session, changes);
    });
  }

  async function distribute(actor: Actor, id: number, how: 'random' | 'evenly'): Promise<BreakoutsView> {
    return arrange(actor, id, async ({ tx, record, session }) => {
      const rooms = (await listRooms(tx, id)).map((room) => room.id);
      if (rooms.length === 0) throw new Refusal('no_breakouts');
      const people = await listAssignable(tx, id);
      const changes =
        how === 'random'
          ? distributeAtRandom(people, rooms, (below) => randomInt(below))
          : distributeEvenly(people, rooms, await listAssignments(tx, id));
      await assignPeople(tx, record, session, changes);
    });
  }

  /** Rooms that are here by the same name already are taken for the same: copying twice makes nothing twice. */
  async function copy(actor: Actor, id: number, from_id: number): Promise<BreakoutsView> {
    return arrange(actor, id, async (command) => {
      const { tx, record, session } = command;
      if (session.breakouts_opened_at !== null) throw new Refusal('breakouts_open');
      const from = await findEarlier(tx, session, actor.id, from_id);
      if (!from) throw new Refusal('session_not_found');
      const known = new Map((await listRooms(tx, id)).map((room) => [room.name, room.id]));
      const names = [...new Set(from.rooms.map((room) => room.name))].filter((name) => !known.has(name));
      for (const room of await addRooms(command, names)) known.set(room.name, room.id);
      if (names.length > 0) await tellArranged(command);
      const { here, away } = await listAssignable(tx, id);
      const assignable = new Set([...here, ...away]);
      const nameOf = new Map(from.rooms.map((room) => [room.id, room.name]));
      const changes = from.assignments.flatMap(({ account_id, breakout_id }) => {
        const room = known.get(nameOf.get(breakout_id) ?? '');
        return room !== undefined && assignable.has(account_id) ? [{ account_id, breakout_id: room }] : [];
      });
      await assignPeople(tx, record, session, changes);
    });
  }

  async function earlier(actor: Actor, id: number) {
    const { session, role } = await readVisible(db.orm, actor, id);
    refuse(refusalToArrange({ role, status: session.status }));
    return { items: await listEarlier(db.orm, session, actor.id) };
  }

  function arrange(actor: Actor, id: number, work: (command: Arranging) => Promise<void>): Promise<BreakoutsView> {
    return log.command(id, actor.id, async (command) => {
      const session = await lockToArrange(command.tx, actor, id);
      await work({ ...command, session });
      return viewFor(command.tx, actor, id);
    });
  }

  return { make, rename, remove, change, assign, distribute, copy, earlier };
}

async function lockToArrange(tx: Tx, actor: Actor, id: number): Promise<SessionRow> {
  const { session, role } = await lockVisible(tx, actor, id);
  refuse(refusalToArrange({ role, status: session.status }));
  return session;
}

function refuse(code: ReturnType<typeof refusalToArrange>): void {
  if (code !== null) throw new Refusal(code);
}

async function roomOf(tx: Tx, session_id: number, breakout_id: number) {
  const room = await findRoom(tx, session_id, breakout_id);
  if (!room) throw new Refusal('breakout_not_found');
  return room;
}

async function tellArranged({ tx, record, session }: Arranging): Promise<void> {
  const rooms = await listRooms(tx, session.id);
  await record('breakouts.arranged', { rooms, ...settingsOf(session) }, audienceOf(session));
}

/** The breakouts after a command, as who gave it sees them. */
export async function viewFor(tx: Tx, actor: Actor, id: number): Promise<BreakoutsView> {
  const view = await readBreakouts(tx, await readVisible(tx, actor, id));
  if (!view) throw new Error(`The breakouts of session ${id} are not for account ${actor.id} to see`);
  return view;
}
