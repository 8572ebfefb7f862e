import { MOST_POLLS, moderates, Poll, type PollCreate } from '@lectern/contract';
import type { Database, Tx } from '#db/connect.ts';
import type { EventLog } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import { once } from '#idempotency/store.ts';
import type { Actor } from '#sessions/policy.ts';
import { insideOnly, lockVisible, readStanding, readVisible, type Standing } from '#sessions/standing.ts';
import { nextPollStatus } from './lifecycle.ts';
import {
  changePollStatus,
  closeOpenPolls,
  countPolls,
  findPoll,
  findPollRow,
  insertPoll,
  keepVote,
  listPolls,
  type PollRow,
  readResult,
} from './store.ts';

export interface PollsParts {
  db: Database;
  log: EventLog;
}

export type PollsService = ReturnType<typeof createPollsService>;

const ROOM = { to: 'room', breakout_id: null } as const;

export function createPollsService({ db, log }: PollsParts) {
  async function open(actor: Actor, session_id: number, input: PollCreate, key: string | null): Promise<Poll> {
    const asking = { account_id: actor.id, key, asks: ['POST polls', session_id, input] };
    return log.command(session_id, actor.id, async ({ tx, at, record }) => {
      const standing = await lockVisible(tx, actor, session_id);
      const outcome = await once(tx, asking, at, write, (answer) => Poll.parse(answer));
      if (!outcome) throw new Refusal('idempotency_key_reused');
      return outcome.answer;

      async function write(): Promise<Poll> {
        if (!moderates(standing.role)) throw new Refusal('forbidden');
        if (standing.session.status !== 'ongoing') throw new Refusal('session_not_ongoing');
        inMainRoom(standing);
        if ((await countPolls(tx, session_id)) >= MOST_POLLS) throw new Refusal('too_many_polls');
        const row = await insertPoll(tx, { session_id, ...input, opened_at: at });
        const poll = await written(tx, row, actor, standing);
        await record('poll.opened', { poll }, ROOM);
        return poll;
      }
    });
  }

  /** Once per person; while the poll is open another choice takes the place of the first. */
  async function vote(actor: Actor, id: number, option: number): Promise<Poll> {
    const { session_id } = await readable(actor, id);
    const anonymous = await findPollRow(db.orm, id).then((row) => row?.anonymous ?? true);
    // Who voted is not told by the events of an anonymous poll either.
    return log.command(session_id, anonymous ? null : actor.id, async ({ tx, record }) => {
      const standing = inMainRoom(insideOnly(await lockVisible(tx, actor, session_id)));
      const row = await rowOf(tx, id);
      if (!nextPollStatus(row.status, 'vote')) throw new Refusal('poll_wrong_state');
      if (option >= row.options.length) throw new Refusal('poll_no_such_option');
      if (await keepVote(tx, { poll_id: id, account_id: actor.id, option })) {
        await record('poll.voted', { poll_id: id, option }, { to: 'self', account_id: actor.id });
        await record('poll.counted', { poll_id: id, result: await readResult(tx, row) }, { to: 'hosts' });
      }
      return written(tx, row, actor, standing);
    });
  }

  const close = (actor: Actor, id: number) => advance(actor, id, 'close');
  const show = (actor: Actor, id: number) => advance(actor, id, 'show');

  /** For the host, also after the session: what was not shown then can be shown later. */
  async function advance(actor: Actor, id: number, command: 'close' | 'show'): Promise<Poll> {
    const { session_id } = await readable(actor, id);
    return log.command(session_id, actor.id, async ({ tx, record }) => {
      const standing = await lockVisible(tx, actor, session_id);
      if (!moderates(standing.role)) throw new Refusal('forbidden');
      inMainRoom(standing);
      const row = await rowOf(tx, id);
      const status = nextPollStatus(row.status, command);
      if (!status) throw new Refusal('poll_wrong_state');
      await changePollStatus(tx, id, status);
      if (status === 'shown') {
        await record('poll.shown', { poll_id: id, result: await readResult(tx, row) }, ROOM);
      } else {
        await record('poll.closed', { poll_id: id }, ROOM);
      }
      return written(tx, row, actor, standing);
    });
  }

  async function list(actor: Actor, session_id: number): Promise<Poll[]> {
    const standing = await readVisible(db.orm, actor, session_id);
    if (!standing.sees_room) throw new Refusal('not_in_session');
    inMainRoom(standing);
    return listPolls(db.orm, session_id, { account_id: actor.id, is_host: moderates(standing.role) });
  }

  /** A poll of a room that this account sees; for all others it does not exist. */
  async function readable(actor: Actor, id: number): Promise<PollRow> {
    const row = await findPollRow(db.orm, id);
    const standing = row && (await readStanding(db.orm, actor, row.session_id));
    if (!row || !standing?.sees_room) throw new Refusal('poll_not_found');
    return row;
  }

  return { open, vote, close, show, list, closeAll: closeOpenPolls };
}

/** Polls are the main room's: who is in a breakout neither sees them nor votes. */
function inMainRoom(standing: Standing): Standing {
  if (standing.breakout_id !== null) throw new Refusal('in_breakout');
  return standing;
}

async function rowOf(tx: Tx, id: number): Promise<PollRow> {
  const row = await findPollRow(tx, id);
  if (!row) throw new Refusal('poll_not_found');
  return row;
}

async function written(tx: Tx, { id }: PollRow, actor: Actor, standing: Standing): Promise<Poll> {
  const poll = await findPoll(tx, id, { account_id: actor.id, is_host: moderates(standing.role) });
  if (!poll) throw new Error(`Poll ${id} is gone`);
  return poll;
}
