import {
  OVER,
  Session,
  type SessionCore,
  type SessionCreate,
  type SessionEdit,
  type SessionListQuery,
} from '@lectern/contract';
import type { Database, Tx } from '#db/connect.ts';
import type { Command, EventLog } from '#events/log.ts';
import { decodeCursor, encodeCursor } from '#http/cursor.ts';
import { Refusal } from '#http/refusal.ts';
import { once } from '#idempotency/store.ts';
import type { SiteService } from '#site/service.ts';
import { initialStatus, nextStatus, type SessionCommand } from './lifecycle.ts';
import { listSessions } from './list-store.ts';
import { type Actor, mayCancel } from './policy.ts';
import { changeHeld, holdSession, readStanding } from './standing.ts';
import { editedColumns, findSessionFor, insertSession, type SessionRow } from './store.ts';

/** A clock that is this far behind ours, in milliseconds, may still schedule a session "now". */
const CLOCK_TOLERANCE = 5 * 60_000;

export interface SessionsParts {
  db: Database;
  log: EventLog;
  site: Pick<SiteService, 'needsApproval'>;
  now: () => Date;
  /** A session's board has a page from the first moment on. */
  addFirstPage: (tx: Tx, session_id: number) => Promise<unknown>;
}

export type SessionsService = ReturnType<typeof createSessionsService>;

export function createSessionsService({ db, log, site, now, addFirstPage }: SessionsParts) {
  /** The session as `actor` sees it; refuses where they may not know of it. */
  async function get(actor: Actor, id: number): Promise<Session> {
    const standing = await readStanding(db.orm, actor, id);
    const session = standing?.role ? await findSessionFor(db.orm, id, actor.id) : null;
    if (!session) throw new Refusal('session_not_found');
    return session;
  }

  async function list(actor: Actor, query: SessionListQuery) {
    const page = await listSessions(db.orm, actor, query, query.cursor ? decodeCursor(query.cursor) : null);
    return { items: page.items, next: page.next && encodeCursor(page.next) };
  }

  async function create(actor: Actor, input: SessionCreate, idempotency_key: string | null): Promise<Session> {
    const request = { account_id: actor.id, key: idempotency_key, asks: ['POST sessions', input] };
    const created = await log.creation(actor.id, async ({ tx, at, recordFor }) => {
      const outcome = await once(tx, request, at, write, (answer) => Session.parse(answer));
      if (!outcome) throw new Refusal('idempotency_key_reused');
      return outcome.answer;

      async function write(): Promise<Session> {
        refusePast(input.scheduled_start);
        refuseOver(input.scheduled_end);
        const needs_approval = await site.needsApproval(tx);
        const { scheduled_start = null, scheduled_end = null } = editedColumns(input);
        const core = await insertSession(tx, {
          creator_id: actor.id,
          title: input.title,
          description: input.description,
          capacity: input.capacity,
          record_from_start: input.record_from_start,
          keep_recordings_days: input.keep_recordings_days,
          status: initialStatus({ has_time: scheduled_start !== null, needs_approval }),
          is_public: !needs_approval,
          scheduled_start,
          scheduled_end,
          created_at: at,
        });
        await addFirstPage(tx, core.id);
        await recordFor(core.id)('session.created', { session: core }, { to: 'public' });
        return { ...core, my_booking: null, participants: 0, approved: 0 };
      }
    });
    return created;
  }

  async function edit(actor: Actor, id: number, input: SessionEdit): Promise<Session> {
    const before = await get(actor, id);
    if (before.creator.id !== actor.id) throw new Refusal('forbidden');
    await log.command(id, actor.id, async ({ tx, record }) => {
      const row = await holdSession(tx, id);
      const changes = editedColumns(input);
      const after = { ...row, ...changes };
      checkEdit(row, after, input);
      if (changes.capacity !== undefined && changes.capacity !== null) {
        const current = await findSessionFor(tx, id, actor.id);
        if (current && current.approved > changes.capacity) throw new Refusal('capacity_below_approved');
      }
      const scheduled = after.scheduled_start
        ? nextStatus({ status: row.status, has_time: row.scheduled_start !== null }, 'schedule')
        : null;
      if (Object.keys(changes).length === 0) return;
      await changeHeld(tx, row, scheduled ? { ...changes, status: scheduled } : changes);
      const times = {
        scheduled_start: after.scheduled_start?.toISOString() ?? null,
        scheduled_end: after.scheduled_end?.toISOString() ?? null,
      };
      const { title, description, capacity, record_from_start, keep_recordings_days } = after;
      const edited = { title, description, capacity, record_from_start, keep_recordings_days };
      await record('session.edited', { ...edited, ...times }, { to: 'public' });
      if (scheduled) await record('session.scheduled', times, { to: 'public' });
    });
    return get(actor, id);
  }

  function checkEdit(row: SessionRow, after: SessionRow, input: SessionEdit) {
    if (OVER.includes(row.status)) throw new Refusal('session_over');
    const timesChange = input.scheduled_start !== undefined || input.scheduled_end !== undefined;
    if (row.status === 'ongoing' && timesChange) throw new Refusal('session_running');
    if (after.scheduled_start === null && (row.status === 'scheduled' || after.scheduled_end !== null)) {
      throw new Refusal('session_needs_start');
    }
    if (after.scheduled_start && after.scheduled_end && after.scheduled_end <= after.scheduled_start) {
      throw new Refusal('invalid_input', [{ path: 'scheduled_end', message: 'must be after the start' }]);
    }
    const moved = input.scheduled_start && after.scheduled_start?.getTime() !== row.scheduled_start?.getTime();
    if (moved) refusePast(input.scheduled_start ?? null);
    if (timesChange) refuseOver(after.scheduled_end?.toISOString() ?? null);
  }

  function refusePast(start: string | null) {
    if (start && new Date(start).getTime() < now().getTime() - CLOCK_TOLERANCE) {
      throw new Refusal('invalid_input', [{ path: 'scheduled_start', message: 'must be in the future' }]);
    }
  }

  function refuseOver(end: string | null) {
    if (end && new Date(end) <= now()) {
      throw new Refusal('invalid_input', [{ path: 'scheduled_end', message: 'must be in the future' }]);
    }
  }

  async function cancel(actor: Actor, id: number): Promise<Session> {
    return decide(actor, id, 'cancel', 'session_not_cancellable', mayCancel, ({ record }) =>
      record('session.cancelled', {}, { to: 'public' }),
    );
  }

  async function approve(actor: Actor, id: number): Promise<Session> {
    return decide(actor, id, 'approve', 'session_not_pending_approval', isAdmin, ({ record }, status) =>
      record('session.approved', { status }, { to: 'public' }),
    );
  }

  async function reject(actor: Actor, id: number): Promise<Session> {
    return decide(actor, id, 'reject', 'session_not_pending_approval', isAdmin, ({ record }) =>
      record('session.rejected', {}, { to: 'public' }),
    );
  }

  async function decide(
    actor: Actor,
    id: number,
    command: SessionCommand,
    wrongState: 'session_not_cancellable' | 'session_not_pending_approval',
    may: (actor: Actor, session: SessionRow) => boolean,
    tell: (command: Command, status: SessionCore['status']) => Promise<void>,
  ): Promise<Session> {
    await get(actor, id);
    await log.command(id, actor.id, async (running) => {
      const row = await holdSession(running.tx, id);
      if (!may(actor, row)) throw new Refusal('forbidden');
      const status = nextStatus({ status: row.status, has_time: row.scheduled_start !== null }, command);
      if (!status) throw new Refusal(wrongState);
      await changeHeld(running.tx, row, { status, ...(command === 'approve' ? { is_public: true } : {}) });
      await tell(running, status);
    });
    return get(actor, id);
  }

  /** The clock's: gives up a scheduled session whose time has passed. Does nothing where it has meanwhile moved on. */
  async function expire(id: number): Promise<void> {
    await log.command(id, null, async ({ tx, record }) => {
      const row = await holdSession(tx, id);
      const status = nextStatus({ status: row.status, has_time: true }, 'expire');
      if (!status) return;
      await changeHeld(tx, row, { status });
      await record('session.expired', {}, { to: 'public' });
    });
  }

  return { get, list, create, edit, cancel, approve, reject, expire };
}

const isAdmin = (actor: Actor) => actor.is_admin;
