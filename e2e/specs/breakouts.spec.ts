import {
  assign,
  type Class,
  closeRooms,
  expectHears,
  expectTiles,
  inClass,
  lastHeard,
  microphoneButton,
  openRooms,
  whereabouts,
} from '#breakout-rooms.ts';
import { expect, type Person, test } from '#fixtures.ts';
import { enter, turnOn } from '#live-room.ts';
import { openThings } from '#sound-flow.ts';

async function everybodyIn(all: Class, rooms: (number | null)[]): Promise<void> {
  await expect.poll(() => whereabouts(all)).toEqual(rooms);
}

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
    expect((await openThings(amir)).opened).toBe(1);
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
  for (const person of [amir, ben, carla]) {
    await expect(person.page.getByRole('heading', { level: 1 })).toContainText(/ended|over/i);
    await expect.poll(async () => (await openThings(person)).tracks).toBe(0);
    await expect.poll(async () => (await openThings(person)).connections).toBe(0);
  }
});
