import { setTimeout as delay } from 'node:timers/promises';
import { PAGE_KEYS, pageDocument } from '@lectern/contract';
import { afterEach, expect, test, vi } from 'vitest';
import type * as Y from 'yjs';
import { z } from 'zod';
import { openDocumentClient } from '#testing/document-client.ts';
import { createSiteProcess, type SiteProcess } from '#testing/site-process.ts';
import { createDrawer, type Drawer, pointsOf } from './drawer.ts';
import { ask, freshView, type Person, signUp } from './person.ts';
import { seededRandom } from './random.ts';

const ROUNDS = Number(process.env.TORTURE_ROUNDS ?? 5);
const SEED = Number(process.env.TORTURE_SEED ?? Date.now() % 1_000_000);
const PEOPLE = 8;
const PATIENCE = { timeout: 60_000, interval: 20 };

const Created = z.object({ id: z.int() });

let site: SiteProcess;
let drawers: Drawer[] = [];

afterEach(async () => {
  await Promise.all(drawers.splice(0).map((one) => one.close()));
  await site.remove();
});

interface Board {
  host: Person;
  page_id: number;
}

/** A running session whose people all have its page open. */
async function openBoard(): Promise<Board> {
  site = await createSiteProcess();
  await site.start();
  const { origin } = site;
  const host = await signUp(origin, 'host');
  const people = [host];
  for (let index = 1; index < PEOPLE; index += 1) people.push(await signUp(origin, `learner${index}`));
  const scheduled_start = new Date(Date.now() + 3_600_000).toISOString();
  const { id } = Created.parse(
    await ask(host, origin, 'POST', '/api/sessions/', { title: 'Torture', scheduled_start }),
  );
  for (const learner of people.slice(1)) {
    const booking = Created.parse(await ask(learner, origin, 'POST', `/api/sessions/${id}/bookings/`, {}));
    await ask(host, origin, 'POST', `/api/bookings/${booking.id}/approve/`);
  }
  await ask(host, origin, 'POST', `/api/sessions/${id}/start/`);
  for (const learner of people.slice(1)) await ask(learner, origin, 'POST', `/api/sessions/${id}/join_live/`);
  const page_id = (await freshView(host, origin, id)).room?.board.open_page_id ?? 0;
  drawers = people.map((person, index) => createDrawer(person, origin, page_id, seededRandom(SEED + 1 + index)));
  await everybodySettled();
  return { host, page_id };
}

async function everybodySettled(): Promise<void> {
  await vi.waitFor(() => {
    expect(drawers.filter((one) => !one.isSettled()).map((one) => one.person.name)).toEqual([]);
  }, PATIENCE);
}

/** Draws while `work` does its damage. */
async function whileDrawing(work: () => Promise<void>): Promise<void> {
  let running = true;
  const load = Promise.all(drawers.map((drawer) => drawer.run(() => running)));
  try {
    await Promise.race([work(), load]);
  } finally {
    running = false;
  }
  await load;
}

/** Until everybody has had something taken since now. */
async function inFullSwing(): Promise<void> {
  const before = drawers.map((drawer) => drawer.acked());
  await vi.waitFor(() => {
    expect(drawers.filter((drawer, index) => drawer.acked() <= (before[index] ?? 0)).length).toBe(0);
  }, PATIENCE);
}

/** What somebody finds who opens the page now for the first time. */
async function freshPage({ host, page_id }: Board): Promise<Y.Doc> {
  const open = () => openDocumentClient(site.origin, host.cookie, pageDocument(page_id));
  let client = open();
  await vi.waitFor(() => {
    // A server that has only just started may end a connection that it is too slow for; a browser comes back.
    const { ended, synced, opened, closed } = client;
    if (ended !== null) client = open();
    expect({ ended, synced, opened, closed }).toMatchObject({ synced: true });
  }, PATIENCE);
  client.cut();
  client.awareness.destroy();
  return client.doc;
}

const elementsOf = (doc: Y.Doc) => doc.getMap(PAGE_KEYS.elements).toJSON();
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

/** Kills the server, and looks before anybody can come back and tell it again what it has forgotten. */
async function killAndLook(board: Board): Promise<void> {
  for (const drawer of drawers) drawer.allow(false);
  await site.kill();
  const acked = drawers.map((drawer) => drawer.acked());
  await site.start();
  const kept = await freshPage(board);
  for (const [index, { person }] of drawers.entries()) {
    const points = pointsOf(kept, person.name);
    expect(points.length, person.name).toBeGreaterThanOrEqual(acked[index] ?? 0);
    expect(points, person.name).toEqual(upTo(points.length));
  }
  for (const drawer of drawers) drawer.allow(true);
}

/** Once nobody draws: everybody has all that anybody drew, once, and so has who comes anew. */
async function compareAll(board: Board): Promise<void> {
  await everybodySettled();
  const all = await freshPage(board);
  await vi.waitFor(() => {
    for (const { doc, person } of drawers) expect(elementsOf(doc), person.name).toEqual(elementsOf(all));
  }, PATIENCE);
  for (const drawer of drawers) {
    expect(pointsOf(all, drawer.person.name), drawer.person.name).toEqual(upTo(drawer.made()));
    expect(drawer.nacks(), drawer.person.name).toBe(0);
  }
}

test(`killed ${ROUNDS} times while ${PEOPLE} people draw (seed ${SEED}), every stroke that was acked is there once`, {
  timeout: 120_000 + ROUNDS * 15_000,
}, async () => {
  const random = seededRandom(SEED);
  const board = await openBoard();
  await whileDrawing(async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await inFullSwing();
      // Not to wait for anything: this is where in the work the kill hits.
      await delay(random() * 3_000);
      await killAndLook(board);
    }
    await inFullSwing();
  });
  await compareAll(board);
  for (const drawer of drawers) expect(drawer.connections()).toBeGreaterThan(ROUNDS);
});

test(`PostgreSQL itself killed while ${PEOPLE} people draw (seed ${SEED}), nothing that was acked is lost`, {
  timeout: 180_000,
}, async () => {
  const random = seededRandom(SEED);
  const board = await openBoard();
  await whileDrawing(async () => {
    await inFullSwing();
    await delay(random() * 300);
    await site.killDatabase();
    await inFullSwing();
    await killAndLook(board);
    await inFullSwing();
  });
  await compareAll(board);
});
