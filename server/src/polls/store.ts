import type { Poll, PollResult, PollStatus } from '@lectern/contract';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { account, poll, pollVote } from '#db/schema.ts';
import { userColumns } from '#db/user-columns.ts';

export type PollRow = typeof poll.$inferSelect;

export interface PollReader {
  account_id: number;
  is_host: boolean;
}

/** In order of opening, as this reader may see them. */
export async function listPolls(db: Executor, session_id: number, reader: PollReader): Promise<Poll[]> {
  const rows = await db.select().from(poll).where(eq(poll.session_id, session_id)).orderBy(asc(poll.id));
  return withVotes(db, rows, reader);
}

export async function findPoll(db: Executor, id: number, reader: PollReader): Promise<Poll | null> {
  const [found] = await withVotes(db, await db.select().from(poll).where(eq(poll.id, id)), reader);
  return found ?? null;
}

export async function findPollRow(db: Executor, id: number): Promise<PollRow | null> {
  const [row] = await db.select().from(poll).where(eq(poll.id, id));
  return row ?? null;
}

async function withVotes(db: Executor, rows: PollRow[], { account_id, is_host }: PollReader): Promise<Poll[]> {
  const votes = await readVotes(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => {
    const ofPoll = votes.filter((vote) => vote.poll_id === row.id);
    return {
      id: row.id,
      session_id: row.session_id,
      question: row.question,
      options: row.options,
      anonymous: row.anonymous,
      status: row.status,
      opened_at: row.opened_at.toISOString(),
      my_option: ofPoll.find((vote) => vote.user.id === account_id)?.option ?? null,
      result: is_host || row.status === 'shown' ? count(row, ofPoll) : null,
    };
  });
}

export async function readResult(db: Executor, row: PollRow): Promise<PollResult> {
  return count(row, await readVotes(db, [row.id]));
}

type Vote = Awaited<ReturnType<typeof readVotes>>[number];

function count(row: PollRow, votes: Vote[]): PollResult {
  return {
    counts: row.options.map((_, option) => votes.filter((vote) => vote.option === option).length),
    votes: row.anonymous ? null : votes.map(({ user, option }) => ({ user, option })),
  };
}

async function readVotes(db: Executor, ids: number[]) {
  if (ids.length === 0) return [];
  return db
    .select({ poll_id: pollVote.poll_id, option: pollVote.option, user: userColumns })
    .from(pollVote)
    .innerJoin(account, eq(account.id, pollVote.account_id))
    .where(inArray(pollVote.poll_id, ids))
    .orderBy(asc(pollVote.id));
}

export async function countPolls(tx: Tx, session_id: number): Promise<number> {
  return tx.$count(poll, eq(poll.session_id, session_id));
}

export async function insertPoll(
  tx: Tx,
  values: Pick<PollRow, 'session_id' | 'question' | 'options' | 'anonymous' | 'opened_at'>,
): Promise<PollRow> {
  const [row] = await tx
    .insert(poll)
    .values({ ...values, status: 'open' })
    .returning();
  if (!row) throw new Error('The new poll was not written');
  return row;
}

/** Keeps a vote, or changes it; the place in the order of votes stays. False where it was the same already. */
export async function keepVote(
  tx: Tx,
  vote: { poll_id: number; account_id: number; option: number },
): Promise<boolean> {
  const mine = and(eq(pollVote.poll_id, vote.poll_id), eq(pollVote.account_id, vote.account_id));
  const [known] = await tx.select().from(pollVote).where(mine);
  if (known?.option === vote.option) return false;
  if (known) await tx.update(pollVote).set({ option: vote.option }).where(mine);
  else await tx.insert(pollVote).values(vote);
  return true;
}

export async function changePollStatus(tx: Tx, id: number, status: PollStatus): Promise<void> {
  await tx.update(poll).set({ status }).where(eq(poll.id, id));
}

export async function closeOpenPolls(tx: Tx, session_id: number): Promise<void> {
  await tx
    .update(poll)
    .set({ status: 'closed' })
    .where(and(eq(poll.session_id, session_id), eq(poll.status, 'open')));
}
