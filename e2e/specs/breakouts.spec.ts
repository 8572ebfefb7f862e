import {
  assign,
  type Class,
  closeRooms,
  expectHears,
  expectTiles,
  flowSince,
  heapOf,
  inClass,
  lastHeard,
  microphoneButton,
  openRooms,
  openThings,
  whereabouts,
} from '#breakout-rooms.ts';
import { expect, type Person, test } from '#fixtures.ts';
import { enter, turnOn } from '#live-room.ts';

const CYCLES = 20;
/** The sound has to flow again so soon after opening and closing, in milliseconds. */
const PROMISE = 2_000;
/** What a page may grow by from the fifth cycle to the last, in bytes: texts, events and the browser's own caches. */
const MAY_GROW = 4_000_000;

/** Sound comes and goes again within what is promised, by connections that were made since. */
async function expectFlow(who: Person, from: number, ways: ('in' | 'out')[], took: number[]): Promise<void> {
  await expect
    .poll(async () => {
      const flow = await flowSince(who, from);
      return ways.every((way) => flow[way] !== null);
    }, `${who.name}: sound flows again`)
    .toBe(true);
  const flow = await flowSince(who, from);
  for (const way of ways) {
    took.push(flow[way] ?? Number.POSITIVE_INFINITY);
    expect(flow[way], `${who.name}, sound ${way}, in milliseconds`).toBeLessThan(PROMISE);
  }
}

async function everybodyIn(all: Class, rooms: (number | null)[]): Promise<void> {
  await expect.poll(() => whereabouts(all)).toEqual(rooms);
}

test('1: opened and closed twenty times: sound is back at once, whoever is muted stays so, and nothing is left over', async ({
  newPerson,
}, { annotations }) => {
  test.setTimeout(600_000);
  const all = await inClass(newPerson);
  const { ines, amir, ben, carla, people, rooms } = all;
  await microphoneButton(carla, 'on').click();
  await expect(microphoneButton(carla, 'off')).toBeVisible();
  await assign(all, [amir, rooms[0]], [ben, rooms[0]], [carla, rooms[0]]);
  await expectHears(amir, 'ines', 'ben');
  const before = await Promise.all(people.map(({ page }) => openThings(page)));
  const heaps: number[][] = [];
  const took: number[] = [];

  for (let cycle = 1; cycle <= CYCLES; cycle++) {
    await test.step(`cycle ${cycle}`, async () => {
      let from = Date.now();
      await openRooms(all);
      for (const who of [amir, ben]) await expectFlow(who, from, ['in', 'out'], took);
      await expectFlow(carla, from, ['in'], took);
      await everybodyIn(all, [null, rooms[0], rooms[0], rooms[0]]);
      await expect(microphoneButton(carla, 'off')).toBeVisible();

      from = Date.now();
      await closeRooms(all);
      for (const who of [amir, ben]) await expectFlow(who, from, ['in', 'out'], took);
      await expectFlow(carla, from, ['in'], took);
      await everybodyIn(all, [null, null, null, null]);
      // Who is in the main room all the time hears those who come back.
      await expectHears(ines, 'amir', 'ben');
      await expect(microphoneButton(carla, 'off')).toBeVisible();
      for (const who of [ines, amir, ben]) await expect(microphoneButton(who, 'on')).toBeVisible();
      // As before: as many connections, and the devices were not opened again.
      await expect.poll(() => Promise.all(people.map(({ page }) => openThings(page)))).toEqual(before);
    });
    if (cycle === 5 || cycle === CYCLES) heaps.push(await Promise.all(people.map(({ page }) => heapOf(page))));
  }

  const [early, late] = heaps;
  const grown = people.map((_, index) => (late?.[index] ?? 0) - (early?.[index] ?? 0));
  took.sort((one, other) => one - other);
  annotations.push(
    { type: 'sound again', description: `p50 ${took[Math.floor(took.length / 2)]} ms, at most ${took.at(-1)} ms` },
    { type: 'heap grown', description: grown.map((one) => `${Math.round(one / 1_000)} kB`).join(', ') },
  );
  for (const one of grown) expect(one).toBeLessThan(MAY_GROW);
});

test('2: what is said in one room is heard there, and in no other', async ({ newPerson }) => {
  const all = await inClass(newPerson);
  const { ines, amir, ben, carla, rooms } = all;
  await expectHears(ines, 'amir', 'ben', 'carla');
  await assign(all, [amir, rooms[0]], [ben, rooms[0]], [carla, rooms[1]]);
  await openRooms(all);
  await everybodyIn(all, [null, rooms[0], rooms[0], rooms[1]]);
  await expectHears(amir, 'ben');
  await expectHears(ben, 'amir');
  await expectTiles(amir, [amir, ben], [ines, carla]);
  await expectTiles(ines, [ines], [amir, ben, carla]);
  // What was under way when they went has arrived by the time the new room is heard; from now on there must be nothing.
  const from = Date.now();
  await expectHears(amir, 'ben');
  await expectHears(ben, 'amir');
  await expectHears(amir, 'ben');
  for (const [listener, others] of [
    [ines, ['amir', 'ben', 'carla']],
    [carla, ['amir', 'ben', 'ines']],
    [amir, ['ines', 'carla']],
    [ben, ['ines', 'carla']],
  ] as const) {
    for (const other of others)
      expect(await lastHeard(listener, other), `${listener.name}: ${other}`).toBeLessThan(from);
  }
});

const failures: [what: string, refuse: (who: Person) => Promise<() => Promise<void>>, retry: boolean][] = [
  [
    'the server is in trouble',
    async ({ page }) => {
      await page.route('**/warm_breakout/', (route) => route.fulfill({ status: 500, body: '{}' }));
      return () => page.unroute('**/warm_breakout/');
    },
    false,
  ],
  [
    'the server refuses',
    async ({ page }) => {
      const json = { code: 'breakout_not_yours', message: 'You are not assigned to this room' };
      await page.route('**/warm_breakout/', (route) => route.fulfill({ status: 403, json }));
      return () => page.unroute('**/warm_breakout/');
    },
    true,
  ],
  [
    'the media engine takes no connection',
    async ({ page }) => {
      let away = true;
      await page.routeWebSocket(/\/livekit\//, (socket) => {
        if (away) void socket.close({ code: 1013 });
        else socket.connectToServer();
      });
      await page.route(/\/livekit\//, (route) => (away ? route.abort() : route.continue()));
      return async () => {
        away = false;
      };
    },
    false,
  ],
];

for (const [what, refuse, retry] of failures) {
  test(`1: ${what}: still in the old room, talking, with the reason and Retry`, async ({ newPerson }) => {
    const all = await inClass(newPerson);
    const { ines, amir, ben, carla, rooms } = all;
    await assign(all, [amir, rooms[0]], [ben, rooms[0]]);
    await expectHears(ines, 'amir');
    const relent = await refuse(amir);
    await openRooms(all);
    await everybodyIn(all, [null, null, rooms[0], null]);
    const notice = amir.page.getByRole('alert').filter({ hasText: 'You are still here. Room 1 could not be reached' });
    await expect(notice).toBeVisible();
    await expectHears(ines, 'amir');
    await expectHears(carla, 'amir');
    await expectHears(amir, 'ines', 'carla');
    await expect(notice.getByRole('button', { name: 'Retry' })).toBeVisible();
    await expect(microphoneButton(amir, 'on')).toBeVisible();

    await relent();
    // What may pass by itself is tried again by itself too.
    if (retry) await notice.getByRole('button', { name: 'Retry' }).click();
    await everybodyIn(all, [null, rooms[0], rooms[0], null]);
    await expect(notice).toBeHidden();
    await expectHears(ben, 'amir');
    await expectHears(amir, 'ben');
    expect((await openThings(amir.page)).opened).toBe(1);
  });
}

/** Two in room 1, one in room 2, the host in the main room. */
async function apart(newPerson: Parameters<typeof inClass>[0]) {
  const all = await inClass(newPerson);
  const { amir, ben, carla, rooms } = all;
  await assign(all, [amir, rooms[0]], [ben, rooms[0]], [carla, rooms[1]]);
  await openRooms(all);
  const places = [null, rooms[0], rooms[0], rooms[1]];
  await everybodyIn(all, places);
  await expectHears(amir, 'ben');
  await expectHears(ben, 'amir');
  return { all, places };
}

test('3: the server and then LiveKit killed while rooms are open: all are back in their rooms', async ({
  site,
  newPerson,
}) => {
  const { all, places } = await apart(newPerson);
  const { ines, amir, ben, carla } = all;
  await site.killServer();
  await expectHears(amir, 'ben');
  await site.start();
  await everybodyIn(all, places);
  await expectHears(amir, 'ben');

  const bringBack = await site.keepLiveKitAway();
  await expect(amir.page.getByRole('region', { name: 'Connection' })).toContainText('Picture and sound are lost');
  await bringBack();
  await expectHears(amir, 'ben');
  await expectHears(ben, 'amir');
  await everybodyIn(all, places);
  await expectTiles(amir, [amir, ben], [ines, carla]);

  await closeRooms(all);
  await everybodyIn(all, [null, null, null, null]);
  await expectHears(ines, 'amir', 'ben', 'carla');
  await expectHears(carla, 'amir', 'ines');
});

test('3: offline until dropped, and a page loaded again: back in the room one was in', async ({ newPerson }) => {
  const { all, places } = await apart(newPerson);
  const { ines, amir, ben, carla } = all;
  await amir.context.setOffline(true);
  await expect(amir.page.getByRole('region', { name: 'Connection' })).toContainText('The connection is lost');
  await expect.poll(async () => (await whereabouts(all))[1]).toBeUndefined();
  await amir.context.setOffline(false);
  await everybodyIn(all, places);
  await expectHears(ben, 'amir');
  await expectHears(amir, 'ben');

  await ben.page.reload();
  await turnOn(ben, 'microphone');
  await everybodyIn(all, places);
  await expectHears(amir, 'ben');
  await expectHears(ben, 'amir');
  await expectTiles(ben, [amir, ben], [ines, carla]);
});

test('3: the host vanishes, the last of a room leaves, somebody comes late, and the session ends', async ({
  newPerson,
}) => {
  const { all } = await apart(newPerson);
  const { id, ines, amir, ben, carla, rooms } = all;
  await ines.page.close();
  await expect.poll(async () => (await whereabouts(all))[0], { timeout: 60_000 }).toBeUndefined();
  await expectHears(amir, 'ben');

  await carla.page.getByRole('button', { name: 'Leave', exact: true }).click();
  await expect.poll(() => whereabouts(all)).toEqual([undefined, rooms[0], rooms[0], undefined]);
  await enter(carla, id, 'Join');
  await expect.poll(() => whereabouts(all)).toEqual([undefined, rooms[0], rooms[0], rooms[1]]);
  await assign(all, [carla, rooms[0]]);
  await expect.poll(() => whereabouts(all)).toEqual([undefined, rooms[0], rooms[0], rooms[0]]);
  await turnOn(carla, 'microphone');
  await expectHears(amir, 'carla');

  expect((await ines.api.post(`/api/sessions/${id}/end/`)).ok()).toBe(true);
  for (const { page } of [amir, ben, carla]) {
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/ended|over/i);
    await expect.poll(async () => (await openThings(page)).tracks).toBe(0);
    await expect.poll(async () => (await openThings(page)).connections).toBe(0);
  }
});
