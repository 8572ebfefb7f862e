import { randomInt } from 'node:crypto';
import type { DemoAnswer } from '@lectern/contract';
import type { FastifyInstance } from 'fastify';
import type { AccountsService } from '#accounts/service.ts';
import type { Database } from '#db/connect.ts';
import { Refusal } from '#http/refusal.ts';
import type { MediaEngine } from '#media/engine.ts';
import { createServices } from '#services.ts';
import { changeSettings, holdFilling, readIsEmpty } from '#site/store.ts';
import { demoAccounts, demoSessions } from './story.ts';

declare module 'fastify' {
  interface FastifyInstance {
    fillDemo: FillDemo;
  }
}

/** Fills an empty site. Throws `site_not_empty` where there is anything. */
export type FillDemo = () => Promise<DemoAnswer>;

export interface DemoParts {
  db: Database;
  accounts: Pick<AccountsService, 'create'>;
  media: MediaEngine;
  filesDir: string;
}

/** For the command line: the same through the app, with "not empty" as an answer. */
export async function fillDemo(app: FastifyInstance): Promise<DemoAnswer | 'not_empty'> {
  try {
    return await app.fillDemo();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'site_not_empty') return 'not_empty';
    throw error;
  }
}

export function createFillDemo({ db, accounts, media, filesDir }: DemoParts): FillDemo {
  // One at a time: each holds one connection of the pool and needs more, and many at once would wait for each other.
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const filling = last.then(fill);
    last = filling.catch(() => undefined);
    return filling;
  };

  function fill(): Promise<DemoAnswer> {
    // The transaction only holds the lock: of two servers that fill at the same moment the second finds data.
    return db.transact(async (tx) => {
      await holdFilling(tx);
      if (!(await readIsEmpty(tx))) throw new Refusal('site_not_empty');
      const people = [];
      for (const one of demoAccounts) {
        const password = newPassword();
        const { role, ...names } = one;
        const email = `${one.username}@example.org`;
        const id = await accounts.create({ ...names, email, password });
        people.push({ id, username: one.username, email, password, role });
      }
      const sessions = await tellStory({ db, media, filesDir }, people);
      return { accounts: people.map(({ id: _, ...account }) => account), sessions };
    });
  }
}

interface DemoPerson {
  id: number;
  username: string;
  role: 'instructor' | 'learner';
}

/** Lives the sessions through the real services, on a clock that is set back to when each thing happened. */
async function tellStory({ db, media, filesDir }: Pick<DemoParts, 'db' | 'media' | 'filesDir'>, people: DemoPerson[]) {
  const now = new Date();
  let clock = now;
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  const services = createServices({
    db,
    media,
    filesDir,
    // A demo has none.
    recordings: { folder: filesDir, bucket: null },
    now: () => clock,
    publish: () => {},
    broadcastReaction: () => {},
    broadcastExpectedMoves: () => {},
    enforceRights: async () => {},
    editDrawing: async () => {},
    forgetDrawing: async () => {},
    bringNotes: async () => false,
    onMediaError: () => {},
    onError: () => undefined,
  });
  const actor = (username: string) => {
    const person = people.find((one) => one.username === username);
    if (!person) throw new Error(`The demo's story has no ${username}`);
    return { id: person.id, is_admin: person.role === 'instructor' };
  };

  const told = [];
  for (const tale of demoSessions) {
    const creator = actor(tale.creator);
    clock = at(tale.created);
    if (tale.needs_approval) await changeSettings(db.orm, { sessions_need_approval: true });
    const { id } = await services.sessions.create(
      creator,
      {
        title: tale.title,
        description: tale.description,
        capacity: tale.capacity,
        record_from_start: false,
        keep_recordings_days: null,
        scheduled_start: tale.start === null ? null : at(tale.start).toISOString(),
        scheduled_end: tale.start === null ? null : at(tale.start + tale.minutes).toISOString(),
      },
      null,
    );
    if (tale.needs_approval) await changeSettings(db.orm, { sessions_need_approval: false });
    for (const name of tale.pages ?? []) await services.board.addPage(creator, id, { name }, null);
    for (const { username, message, decision } of tale.bookings) {
      const booking = await services.bookings.request(actor(username), id, message, null);
      if (decision !== null) await services.bookings[decision](creator, booking.id);
    }
    for (const step of tale.steps) {
      clock = at(step.at);
      if (step.does === 'expire') await services.sessions.expire(id);
      else if (step.does === 'cancel') await services.sessions.cancel(creator, id);
      else if (step.does === 'start' || step.does === 'join') {
        await services.live[step.does](actor(step.who ?? tale.creator), id, null);
      } else await services.live[step.does](actor(step.who ?? tale.creator), id);
    }
    clock = now;
    const { title, status } = await services.sessions.get(creator, id);
    told.push({ id, title, status });
  }
  return told;
}

/** Three groups of letters that cannot be mistaken for each other: some 60 bits. */
function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group()].join('-');
}
