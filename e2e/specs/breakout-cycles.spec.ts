import { assign, closeRooms, inClass, microphoneButton, openRooms, whereabouts } from '#breakout-rooms.ts';
import { expect, type Person, test } from '#fixtures.ts';
import { expectSounds, flowSince, heapOf, keepsAccount, openThings } from '#sound-flow.ts';

const CYCLES = 20;
/** What a page may grow by from the fifth cycle to the last, in bytes: texts, events and the browser's own caches. */
const MAY_GROW = 4_000_000;

// A trace takes a picture of the page at every change: on two cores that is much of what is timed here.
test.use({ trace: 'off' });

/** Sound comes and goes again, by connections that were made since. How soon is measured by bench/move. */
async function expectFlow(who: Person, from: number, ways: ('in' | 'out')[], took: number[]): Promise<void> {
  await expect
    .poll(async () => {
      const flow = await flowSince(who, from);
      return ways.every((way) => flow[way] !== null);
    }, `${who.name}: sound flows again`)
    .toBe(true);
  const flow = await flowSince(who, from);
  for (const way of ways) took.push(flow[way] ?? Number.POSITIVE_INFINITY);
}

const ELEMENTS = [2, 2, 2, 3];

/** What is open once everybody hears all others who send: one microphone each, opened once. */
async function settled(people: Person[]) {
  const own = { opened: 1, tracks: 1, popups: 0, reloaded: false };
  const things = () => Promise.all(people.map(openThings));
  await expect.poll(things).toMatchObject(ELEMENTS.map((elements) => ({ ...own, elements })));
  return things();
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
  let before: Awaited<ReturnType<typeof openThings>>[] | null = null;
  const heaps: number[][] = [];
  const took: number[] = [];

  for (let cycle = 1; cycle <= CYCLES; cycle++) {
    await test.step(`cycle ${cycle}`, async () => {
      for (const [act, there] of [
        [openRooms, rooms[0]],
        [closeRooms, null],
      ] as const) {
        const from = Date.now();
        await act(all);
        await Promise.all([
          expectFlow(amir, from, ['in', 'out'], took),
          expectFlow(ben, from, ['in', 'out'], took),
          expectFlow(carla, from, ['in'], took),
        ]);
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
  took.sort((one, other) => one - other);
  console.log(`sound again: p50 ${took[Math.floor(took.length / 2)]} ms, at most ${took.at(-1)} ms`);
  console.log(`heap grown: ${grown.map((one) => `${Math.round(one / 1_000)} kB`).join(', ')}`);
  for (const one of grown) expect(one).toBeLessThan(MAY_GROW);
});
