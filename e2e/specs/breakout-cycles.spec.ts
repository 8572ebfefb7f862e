import { assign, type Class, inClass, microphoneButton, whereabouts } from '#breakout-rooms.ts';
import { expect, type Person, test } from '#fixtures.ts';
import { expectSounds, flowSince, heapOf, keepsAccount, openThings } from '#sound-flow.ts';
import { watchClicks } from '#stopping.ts';

const CYCLES = 20;
/** What a page may grow by from the fifth cycle to the last, in bytes: texts, events and the browser's own caches. */
const MAY_GROW = 4_000_000;

// A trace takes a picture of the page at every change: on two cores that is much of what is timed here.
test.use({ trace: 'off' });

/** Sound comes and goes again; when, by the machine's clock. How soon is measured by bench/move. */
async function expectFlow(who: Person, from: number, ways: ('in' | 'out')[]): Promise<number[]> {
  await expect
    .poll(async () => {
      const flow = await flowSince(who, from);
      return ways.every((way) => flow[way] !== null);
    }, `${who.name}: sound flows again`)
    .toBe(true);
  const flow = await flowSince(who, from);
  return ways.map((way) => flow[way] ?? Number.POSITIVE_INFINITY);
}

const ELEMENTS = [2, 2, 2, 3];
/** Connections: everybody's to the room where they are, and those of learners to the one where they will be called. */
const CONNECTED = [1, 2, 2, 2];

/** What is open once everybody hears all others who send: one microphone each, opened once. */
async function settled(people: Person[]) {
  const own = { opened: 1, tracks: 1, popups: 0, reloaded: false };
  const things = () => Promise.all(people.map(openThings));
  await expect
    .poll(things)
    .toMatchObject(people.map((_, index) => ({ ...own, elements: ELEMENTS[index], connections: CONNECTED[index] })));
  return things();
}

const connections = async (people: Person[]) =>
  (await Promise.all(people.map(openThings))).map((one) => one.connections);

/** The host clicks, and sees where each then is; when they clicked, by the machine's clock. */
async function clickAway({ ines }: Class, button: string): Promise<number> {
  await ines.page.getByRole('button', { name: button, exact: true }).click();
  return ines.page.evaluate(() => window.clickedAt);
}

test('1: opened and closed twenty times: sound is back at once, whoever is muted stays so, and nothing is left over', async ({
  newPerson,
}) => {
  test.setTimeout(600_000);
  const all = await inClass(newPerson, keepsAccount);
  const { ines, amir, ben, carla, people, rooms } = all;
  await microphoneButton(carla, 'on').click();
  await expect(microphoneButton(carla, 'off')).toBeVisible();
  await assign(all, [amir, rooms[0]], [ben, rooms[0]], [carla, rooms[0]]);
  await expectSounds(amir, 2);
  await watchClicks(ines.page);
  await ines.page.getByRole('button', { name: 'Breakout rooms', exact: true }).click();
  let before: Awaited<ReturnType<typeof openThings>>[] | null = null;
  const heaps: number[][] = [];
  const took = { prepared: [] as number[], 'at once': [] as number[] };

  for (let cycle = 1; cycle <= CYCLES; cycle++) {
    await test.step(`cycle ${cycle}`, async () => {
      for (const there of [rooms[0], null]) {
        // Every other time the host does not wait until everybody is connected beforehand.
        const way = cycle % 2 === 0 ? 'prepared' : 'at once';
        if (there === null) await ines.page.getByRole('button', { name: 'Close now …' }).click();
        if (way === 'prepared') await expect.poll(() => connections(people)).toEqual(CONNECTED);
        const from = await clickAway(all, there === null ? 'Close now' : 'Open rooms');
        const times = await Promise.all([
          expectFlow(amir, from, ['in', 'out']),
          expectFlow(ben, from, ['in', 'out']),
          expectFlow(carla, from, ['in']),
        ]);
        took[way].push(...times.flat().map((time) => time - from));
        await expect.poll(() => whereabouts(all)).toEqual([null, there, there, there]);
        await expectSounds(carla, there === null ? 3 : 2);
        await expectSounds(ines, there === null ? 2 : 0);
        await expect(microphoneButton(carla, 'off')).toBeVisible();
        for (const who of [ines, amir, ben]) await expect(microphoneButton(who, 'on')).toBeVisible();
      }
      // As many connections and elements as ever, and the devices were not opened again. (Whose microphone is off sends no
      // track once they have moved: there are as many elements as after the first time.)
      before ??= await settled(people);
      await expect.poll(() => Promise.all(people.map(openThings))).toEqual(before);
    });
    if (cycle === 5 || cycle === CYCLES) heaps.push(await Promise.all(people.map(heapOf)));
  }

  const [early, late] = heaps;
  const grown = people.map((_, index) => (late?.[index] ?? 0) - (early?.[index] ?? 0));
  for (const [way, times] of Object.entries(took)) {
    times.sort((one, other) => one - other);
    console.log(`sound again, ${way}: p50 ${times[Math.floor(times.length / 2)]} ms, at most ${times.at(-1)} ms`);
  }
  console.log(`heap grown: ${grown.map((one) => `${Math.round(one / 1_000)} kB`).join(', ')}`);
  for (const one of grown) expect(one).toBeLessThan(MAY_GROW);
});
