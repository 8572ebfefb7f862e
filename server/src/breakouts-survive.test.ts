import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { MediaEngine } from '#media/engine.ts';
import { createLiveKitEngine } from '#media/livekit.ts';
import { connectSignal, type SignalSocket } from '#recorder/livekit-signal.ts';
import { createSiteProcess, type SiteProcess } from '#testing/site-process.ts';

const PATIENCE = { timeout: 60_000, interval: 100 };

const Place = z.object({ user: z.object({ id: z.int() }), breakout_id: z.int().nullable() });
const View = z.object({
  participants: z.array(Place),
  breakouts: z.object({ opened_at: z.string().nullable() }).nullable(),
});
const Media = z.object({ token: z.string(), breakout_id: z.int().nullable() });

interface Client {
  id: number;
  ask(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown>;
}

let site: SiteProcess;
let engine: MediaEngine;
const people: Client[] = [];
const connected: SignalSocket[] = [];
beforeAll(async () => {
  site = await createSiteProcess({ livekit: true });
  await site.start();
  engine = createLiveKitEngine(await site.livekit());
  // One after the other: their numbers are in this order.
  for (const name of ['host', 'ada', 'bea', 'cem']) people.push(await signUp(name));
}, 120_000);
afterAll(async () => {
  hangUp();
  await site.remove();
});

function hangUp(): void {
  for (const socket of connected.splice(0)) socket.close();
}

async function signUp(username: string): Promise<Client> {
  let cookie = '';
  const ask: Client['ask'] = async (method, path, body) => {
    const answer = await fetch(`${site.origin}${path}`, {
      ...{ method, headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) } },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    cookie ||= answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    expect(answer.status, path).toBeLessThan(300);
    return answer.json();
  };
  const name = { username, first_name: username, last_name: 'Byron' };
  await ask('POST', '/api/auth/sign-up/email', {
    ...name,
    email: `${username}@example.org`,
    password: `the ${username} password`,
  });
  const { id } = z.object({ id: z.int() }).parse(await ask('GET', '/api/me/'));
  return { id, ask };
}

const inOrder = (ids: number[]) => ids.toSorted((one, other) => one - other);

/** A running session whose breakouts are open: the host in the main room, Ada in the first, Bea and Cem in the second. */
async function openRooms(seconds: number | null) {
  const [host, ...learners] = people;
  if (!host) throw new Error('No host');
  const Id = z.object({ id: z.int() });
  const scheduled_start = new Date(Date.now() + 3_600_000).toISOString();
  const { id } = Id.parse(await host.ask('POST', '/api/sessions/', { title: 'Algebra', scheduled_start }));
  for (const one of learners) {
    const booking = Id.parse(await one.ask('POST', `/api/sessions/${id}/bookings/`, {}));
    await host.ask('POST', `/api/bookings/${booking.id}/approve/`);
  }
  const session = `/api/sessions/${id}`;
  await host.ask('POST', `${session}/start/`);
  for (const one of learners) await one.ask('POST', `${session}/join_live/`);
  const made = await host.ask('POST', `${session}/breakouts/`, { names: ['Room 1', 'Room 2'] });
  const [first = 0, second = 0] = z
    .object({ rooms: z.array(Id) })
    .parse(made)
    .rooms.map((room) => room.id);
  const rooms = [first, second, second];
  const assignments = learners.map((one, index) => ({ account_id: one.id, breakout_id: rooms[index] }));
  await host.ask('POST', `${session}/assign_breakouts/`, { assignments });
  await host.ask('POST', `${session}/open_breakouts/`, { seconds });
  for (const [index, one] of learners.entries())
    await one.ask('POST', `${session}/move/`, { breakout_id: rooms[index] });

  const inRooms = [[host.id], [learners[0]?.id], [learners[1]?.id, learners[2]?.id]];
  return {
    ...{ id, host, learners, session, inRooms },
    everybodyInMain: [people.map((one) => one.id), [], []],

    /** As a browser does after a loss: asks where it belongs, and connects there. */
    async connectAll(): Promise<void> {
      hangUp();
      for (const one of people) {
        const media = Media.parse(await one.ask('POST', `${session}/media_token/`));
        const parts = { url: `${site.origin}/livekit`, token: media.token, resume_sid: null };
        connected.push(await connectSignal({ ...parts, hear: () => undefined, lost: () => undefined }));
      }
    },
    /** Who is in the main room and in each breakout, as the rows have it, and as LiveKit has it. */
    async rows(): Promise<number[][]> {
      const { participants } = View.parse(await host.ask('GET', `${session}/view/`));
      return [null, first, second].map((room) =>
        inOrder(participants.filter(({ breakout_id }) => breakout_id === room).map(({ user }) => user.id)),
      );
    },
    async liveKit(): Promise<number[][]> {
      const listed = await Promise.all(
        [null, first, second].map((breakout_id) => engine.people({ session_id: id, breakout_id })),
      );
      return listed.map((room) =>
        inOrder(room.filter(({ has_rights }) => has_rights).map(({ account_id }) => account_id)),
      );
    },
    rooms: async () => (await engine.rooms()).filter((room) => room.session_id === id),
  };
}

test('the server is killed while rooms are open: everybody is in their room again, in the rows and at LiveKit', async () => {
  const c = await openRooms(null);
  await c.connectAll();
  await expect.poll(c.liveKit, PATIENCE).toEqual(c.inRooms);
  await site.kill();
  await site.start();
  expect(await c.rows()).toEqual(c.inRooms);
  await c.connectAll();
  await expect.poll(c.liveKit, PATIENCE).toEqual(c.inRooms);
  // A few rounds of the clock change nothing of it.
  await expect.poll(c.rows, PATIENCE).toEqual(c.inRooms);
  expect(await c.liveKit()).toEqual(c.inRooms);
  await c.host.ask('POST', `${c.session}/end/`);
  await expect.poll(c.rooms, PATIENCE).toEqual([]);
}, 180_000);

test('LiveKit is killed while rooms are open: all come back to their rooms, and to no other', async () => {
  const c = await openRooms(null);
  await c.connectAll();
  await expect.poll(c.liveKit, PATIENCE).toEqual(c.inRooms);
  const killed = await site.liveKitPid();
  process.kill(killed, 'SIGKILL');
  hangUp();
  const isThere = () =>
    c.rooms().then(
      () => true,
      () => false,
    );
  await expect.poll(site.liveKitPid, PATIENCE).not.toBe(killed);
  await expect.poll(isThere, PATIENCE).toBe(true);
  expect(await c.rows()).toEqual(c.inRooms);
  await c.connectAll();
  await expect.poll(c.liveKit, PATIENCE).toEqual(c.inRooms);
  await c.host.ask('POST', `${c.session}/end/`);
  await expect.poll(c.rooms, PATIENCE).toEqual([]);
}, 180_000);

test('time runs out while the server is away: once it is back all are in the main room, and no media room is left over', async () => {
  const c = await openRooms(2);
  const over = Date.now() + 2_000;
  await c.connectAll();
  await site.kill();
  await expect.poll(() => Date.now(), PATIENCE).toBeGreaterThan(over);
  await site.start();
  await expect.poll(c.rows, PATIENCE).toEqual(c.everybodyInMain);
  await c.connectAll();
  await expect.poll(c.liveKit, PATIENCE).toEqual(c.everybodyInMain);
  await expect.poll(c.rooms, PATIENCE).toEqual([{ session_id: c.id, breakout_id: null }]);
  await c.host.ask('POST', `${c.session}/end/`);
}, 180_000);
