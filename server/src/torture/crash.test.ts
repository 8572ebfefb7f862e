import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createSiteProcess, type SiteProcess } from '#testing/site-process.ts';
import { type Listener, listen } from './listener.ts';
import { ask, freshView, type Person, signUp, wholeHistory } from './person.ts';
import { seededRandom } from './random.ts';
import { createWriter, type Writer } from './writer.ts';

const ROUNDS = Number(process.env.TORTURE_ROUNDS ?? 10);
const SEED = Number(process.env.TORTURE_SEED ?? Date.now() % 1_000_000);
const PEOPLE = 50;
/** Between two quiet points, at which everything is compared. */
const ROUNDS_BETWEEN = 5;
const PATIENCE = { timeout: 60_000, interval: 20 };

const Created = z.object({ id: z.int() });

let site: SiteProcess;
const listeners: Listener[] = [];

afterEach(async () => {
  for (const listener of listeners.splice(0)) listener.close();
  await site.remove();
});

interface Class {
  session_id: number;
  host: Person;
  writers: Writer[];
}

/** A running session with everybody in it, connected and ready to write. */
async function openClass(): Promise<Class> {
  site = await createSiteProcess();
  await site.start();
  const { origin } = site;
  const host = await signUp(origin, 'host');
  const learners: Person[] = [];
  // One by one: so many passwords hashed at once would keep the database's connections waiting until they are given up.
  for (let index = 1; index < PEOPLE; index += 1) learners.push(await signUp(origin, `learner${index}`));
  const scheduled_start = new Date(Date.now() + 3_600_000).toISOString();
  const made = await ask(host, origin, 'POST', '/api/sessions/', { title: 'Torture', scheduled_start });
  const { id } = Created.parse(made);
  for (const learner of learners) {
    const booking = Created.parse(await ask(learner, origin, 'POST', `/api/sessions/${id}/bookings/`, {}));
    await ask(host, origin, 'POST', `/api/bookings/${booking.id}/approve/`);
  }
  await ask(host, origin, 'POST', `/api/sessions/${id}/start/`);
  for (const learner of learners) await ask(learner, origin, 'POST', `/api/sessions/${id}/join_live/`);
  const people = [host, ...learners];
  for (const person of people) listeners.push(listen(person, origin, id));
  await everybodyFollows();
  return {
    session_id: id,
    host,
    writers: people.map((person, index) => createWriter(person, origin, id, seededRandom(SEED + 1 + index))),
  };
}

async function everybodyFollows(): Promise<void> {
  await vi.waitFor(() => {
    expect(listeners.filter((one) => !one.isFollowing()).map((one) => one.person.name)).toEqual([]);
  }, PATIENCE);
}

/** Runs the load while `work` does its damage, and lets everything begun come to its end. */
async function underLoad(writers: Writer[], work: () => Promise<void>): Promise<void> {
  let running = true;
  const load = Promise.all(writers.map((writer) => writer.run(() => running)));
  try {
    await Promise.race([work(), load]);
  } finally {
    running = false;
  }
  await load;
}

/** Until each of a good part of the people has got something through since now: the load is in full swing. */
async function inFullSwing(writers: Writer[]): Promise<void> {
  const before = writers.map((writer) => writer.acknowledged.length);
  await vi.waitFor(() => {
    const moved = writers.filter((writer, index) => writer.acknowledged.length > (before[index] ?? 0));
    expect(moved.length).toBeGreaterThan(PEOPLE / 2);
  }, PATIENCE);
}

/** Everything that must be true once nobody writes. */
async function compareAll({ session_id, host, writers }: Class): Promise<number> {
  const { origin } = site;
  await everybodyFollows();
  const { seq } = await freshView(host, origin, session_id);
  await vi.waitFor(() => {
    const behind = listeners.filter((one) => one.view()?.seq !== seq).map((one) => [one.person.name, one.view()?.seq]);
    expect({ seq, behind, faults: listeners.flatMap((one) => one.faults) }).toEqual({ seq, behind: [], faults: [] });
  }, PATIENCE);

  const told = (await wholeHistory(host, origin, session_id)).map(({ id, text }) => ({ id, text }));
  const acknowledged = writers.flatMap((writer) => writer.acknowledged).sort((one, other) => one.id - other.id);
  // Every one of them, once, under the id that was answered; and nobody tried anything that was not acknowledged in the end.
  expect(told).toEqual(acknowledged);
  expect(new Set(told.map(({ text }) => text)).size).toBe(told.length);

  for (const listener of listeners) {
    expect(listener.wholeViews(), `${listener.person.name} needed no whole view but the first`).toBe(1);
    expect(listener.said, listener.person.name).toEqual(told);
    expect(listener.view(), listener.person.name).toEqual(await freshView(listener.person, origin, session_id));
  }
  return told.length;
}

test(`fault 1: killed ${ROUNDS} times while ${PEOPLE} people write (seed ${SEED}), everything acknowledged is there once, in one order for all`, {
  timeout: 120_000 + ROUNDS * 15_000,
}, async () => {
  const random = seededRandom(SEED);
  const held = await openClass();
  for (let round = 0; round < ROUNDS; round += ROUNDS_BETWEEN) {
    await underLoad(held.writers, async () => {
      for (let one = round; one < Math.min(round + ROUNDS_BETWEEN, ROUNDS); one += 1) {
        await everybodyFollows();
        await inFullSwing(held.writers);
        // Not to wait for anything: this is where in the work the kill hits.
        await delay(random() * 300);
        await site.kill();
        await site.start();
      }
      await inFullSwing(held.writers);
    });
    await compareAll(held);
  }
  for (const listener of listeners) {
    const history = await wholeHistory(listener.person, site.origin, held.session_id);
    expect(
      history.map(({ id, text }) => ({ id, text })),
      listener.person.name,
    ).toEqual(listener.said);
  }
  // The kills hit something: requests were cut off and tried again.
  expect(held.writers.reduce((sum, writer) => sum + writer.retries(), 0)).toBeGreaterThan(ROUNDS);
});

test(`fault 23: PostgreSQL itself killed while ${PEOPLE} people write (seed ${SEED}), nothing acknowledged is lost`, {
  timeout: 180_000,
}, async () => {
  const random = seededRandom(SEED);
  const held = await openClass();
  await underLoad(held.writers, async () => {
    await inFullSwing(held.writers);
    await delay(random() * 300);
    await site.killDatabase();
    await inFullSwing(held.writers);
  });
  await compareAll(held);
});
