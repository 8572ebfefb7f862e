import type { BreakoutsView } from '@lectern/contract';
import type { Database, Tx } from '#db/connect.ts';
import type { Command, EventLog } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import type { MediaRoom, Source } from '#media/engine.ts';
import type { Actor } from '#sessions/policy.ts';
import { holdSession, lockAsHost, type SessionRow } from '#sessions/standing.ts';
import { viewFor } from './arrange-service.ts';
import { call } from './assigning.ts';
import type { Going } from './going.ts';
import { refusalToOpen } from './policy.ts';
import { listInBreakouts } from './stay-store.ts';
import { changeBreakouts, clearHelp, findTimes, listAssignments, listRooms, settingsOf } from './store.ts';
import { createBreakoutTimer } from './timer.ts';

/** Who is still in a room this long after it was closed, in milliseconds, is brought back by the server. */
export const BROUGHT_BACK_AFTER = 10_000;

const EVERYONE = { to: 'everyone' } as const;
const NOT_OPEN = { breakouts_opened_at: null, breakouts_ends_at: null } as const;

export interface RunParts {
  db: Database;
  log: EventLog;
  now: () => Date;
  going: Going;
  sourcesFor: (session_id: number, account_id: number) => Promise<Source[]>;
  /** Brings somebody's media from one room to another. Never throws. */
  moveMedia: (from: MediaRoom, to: MediaRoom, account_id: number, sources: Source[]) => Promise<void>;
  /** Ends the media rooms of breakouts that nobody is in any more. Never throws. */
  closeLeftBreakouts: (session_id: number) => Promise<void>;
  onError: (error: unknown) => void;
}

export type BreakoutRuns = ReturnType<typeof createBreakoutRuns>;

/** Opening and closing. Nobody is moved by it: people are called, and their browsers take them there. */
export function createBreakoutRuns({ db, log, now, going, onError, ...parts }: RunParts) {
  const timer = createBreakoutTimer({ now, look, onError });

  async function open(actor: Actor, id: number, seconds: number | null): Promise<BreakoutsView> {
    const view = await log.command(id, actor.id, async ({ tx, at, record }) => {
      const { session } = await lockAsHost(tx, actor, id);
      const rooms = await listRooms(tx, id);
      const refusal = refusalToOpen({ is_open: session.breakouts_opened_at !== null, rooms: rooms.length });
      if (refusal) throw new Refusal(refusal);
      const ends_at = endAfter(at, seconds);
      await changeBreakouts(tx, id, {
        breakouts_opened_at: at,
        breakouts_ends_at: ends_at,
        breakouts_closed_at: null,
      });
      const assignments = await listAssignments(tx, id);
      const belongs = new Map(assignments.map((one) => [one.account_id, one.breakout_id]));
      const calls = await call(tx, id, (stay) =>
        stay.is_host ? stay.breakout_id : (belongs.get(stay.account_id) ?? null),
      );
      const arrangement = { ...settingsOf(session), rooms, assignments };
      await record('breakouts.opened', { arrangement, ends_at: ends_at?.toISOString() ?? null, calls }, EVERYONE);
      return viewFor(tx, actor, id);
    });
    await lookLater(id);
    return view;
  }

  /** Sets when they end, puts it off, or closes them at once. */
  async function time(actor: Actor, id: number, seconds: number | null): Promise<BreakoutsView> {
    const view = await log.command(id, actor.id, async (command) => {
      const { tx, at, record } = command;
      const { session } = await lockAsHost(tx, actor, id);
      if (session.breakouts_opened_at === null) throw new Refusal('breakouts_not_open');
      if (seconds === 0) {
        await close(command, session);
      } else {
        const ends_at = endAfter(at, seconds);
        await changeBreakouts(tx, id, { breakouts_ends_at: ends_at });
        await record('breakouts.timed', { ends_at: ends_at?.toISOString() ?? null }, EVERYONE);
      }
      return viewFor(tx, actor, id);
    });
    await lookLater(id);
    return view;
  }

  async function close({ tx, at, record }: Command, { id }: SessionRow): Promise<void> {
    await changeBreakouts(tx, id, { ...NOT_OPEN, breakouts_closed_at: at });
    await clearHelp(tx, id);
    const calls = await call(tx, id, () => null);
    await record('breakouts.closed', { calls }, EVERYONE);
  }

  /** As a part of the session's end, which says it for all. Before it: open rooms are those of a running session. */
  async function endWithSession(tx: Tx, id: number): Promise<void> {
    await changeBreakouts(tx, id, { ...NOT_OPEN, breakouts_closed_at: null });
    await clearHelp(tx, id);
  }

  /** Does what is due in a session now, however many servers look at once; when the next thing is, or null. */
  async function look(id: number): Promise<Date | null> {
    const due = nextDue(await findTimes(db.orm, id));
    if (!due || due.at > now()) return due?.at ?? null;
    await (due.what === 'close' ? closeDue(id) : bringBack(id));
    return nextDue(await findTimes(db.orm, id))?.at ?? null;
  }

  async function closeDue(id: number): Promise<void> {
    await log.command(id, null, async (command) => {
      const session = await holdSession(command.tx, id);
      const { breakouts_ends_at } = session;
      if (breakouts_ends_at && breakouts_ends_at <= command.at) await close(command, session);
    });
  }

  /** The last of it: whoever has not come by themselves is moved, and the rooms are ended at the media engine. */
  async function bringBack(id: number): Promise<void> {
    const left = await log.command(id, null, async (command) => {
      const { breakouts_closed_at } = await holdSession(command.tx, id);
      if (!breakouts_closed_at || broughtBackAt(breakouts_closed_at) > command.at) return null;
      await changeBreakouts(command.tx, id, { breakouts_closed_at: null });
      const stays = await listInBreakouts(command.tx, id);
      for (const stay of stays) await going.go(command, id, stay, null);
      return stays;
    });
    if (!left) return;
    for (const { account_id, breakout_id } of left) {
      const to = { session_id: id, breakout_id: null };
      const sources = await parts.sourcesFor(id, account_id);
      await parts.moveMedia({ session_id: id, breakout_id }, to, account_id, sources);
    }
    await parts.closeLeftBreakouts(id);
  }

  async function lookLater(id: number): Promise<void> {
    const due = nextDue(await findTimes(db.orm, id));
    timer.expect(id, due?.at ?? null);
  }

  /** The clock's: does what is due, and expects what comes next to the moment. */
  async function watch(id: number): Promise<void> {
    timer.expect(id, await look(id));
  }

  return { open, time, endWithSession, watch, stop: timer.stop };
}

function endAfter(at: Date, seconds: number | null): Date | null {
  return seconds === null ? null : new Date(at.getTime() + seconds * 1_000);
}

const broughtBackAt = (closed_at: Date) => new Date(closed_at.getTime() + BROUGHT_BACK_AFTER);

function nextDue(times: Awaited<ReturnType<typeof findTimes>>): { at: Date; what: 'close' | 'bring back' } | null {
  if (times?.breakouts_ends_at) return { at: times.breakouts_ends_at, what: 'close' };
  if (times?.breakouts_closed_at) return { at: broughtBackAt(times.breakouts_closed_at), what: 'bring back' };
  return null;
}
