import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, newClass, type Person, test } from '#fixtures.ts';
import { enter, turnOn } from '#live-room.ts';
import { heard, tileOf } from '#media.ts';
import { giveMicrophone, QUIET_ROOM, setLoudness, VOICE } from '#microphone.ts';
import type { Site } from '#site.ts';
import {
  breakSending,
  muteAtEngine,
  pauseSound,
  recordSignalling,
  stopForwarding,
  stopReceiving,
  unsubscribe,
} from '#sound-faults.ts';

type NewPerson = (name: string) => Promise<Person>;

/** Ines speaks, and Ben and Carla are in the room with her. Each page watches the sounds. */
async function inClass(newPerson: NewPerson, loudness = VOICE) {
  const [ines, ben, carla] = [await newPerson('Ines'), await newPerson('Ben'), await newPerson('Carla')];
  await giveMicrophone(ines.context, loudness);
  await recordSignalling(ben.context);
  for (const { context } of [ines, ben, carla]) await context.addInitScript(recordNotices);
  const id = await newClass(ines, [ben, carla]);
  await enter(ines, id, 'Start Session');
  await turnOn(ines, 'microphone');
  for (const person of [ben, carla]) {
    await enter(person, id, 'Join');
    await expect(tileOf(ines.page, person.name)).toBeVisible();
  }
  for (const { page } of [ines, ben, carla]) await isWatching(page);
  return { id, ines, ben, carla };
}

declare global {
  interface Window {
    /** Every notice about sounds that this page has shown, if only for a moment. */
    notices: Set<string>;
  }
}

function recordNotices(): void {
  window.notices = new Set();
  const look = () => {
    for (const { textContent } of document.querySelectorAll('[role="status"] p')) {
      if (textContent && /hears? you|missing the sound|does not come|gives no sound/.test(textContent)) {
        window.notices.add(textContent);
      }
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
}

const noticesOf = ({ page }: Person) => page.evaluate(() => [...window.notices]);

/** The part of the page that watches the sounds is there: it comes some seconds after its person. */
async function isWatching(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => /HearingNotices.*js/.test(name)),
  );
}

/** Sound comes: at some moment there is more of it than a moment before, by whatever track. */
async function expectSound({ page }: Person): Promise<void> {
  let before = await heard(page);
  await expect
    .poll(async () => {
      const now = await heard(page);
      const grown = now.energy - before.energy > 0.001 && now.packets > before.packets;
      before = now;
      return grown;
    })
    .toBe(true);
}

const missing = (listener: Person, speaker: Person) =>
  listener.page.getByText(`You may be missing the sound of ${speaker.name}.`);
const notHeard = (speaker: Person, listener: Person) =>
  speaker.page.getByText(`1 of 2 hears you. Not: ${listener.name}.`);
const repair = ({ page }: Person) => page.getByRole('button', { name: 'Repair', exact: true });

const since = (begin: number) => `${((performance.now() - begin) / 1_000).toFixed(1)} s`;

/** What is broken for Ben alone; Carla hears Ines all the time. */
const faults: [what: string, act: (site: Site, id: number, speaker: Person, listener: Person) => Promise<void>][] = [
  ['the media engine takes the subscription back', unsubscribe],
  ['the browser stops receiving, for good', (_site, _id, _speaker, { page }) => stopReceiving(page)],
  ['the media engine forwards nothing, and the track looks as before', stopForwarding],
  ['the sound is paused where it is played', (_site, _id, _speaker, { page }) => pauseSound(page)],
];

for (const [what, act] of faults) {
  test(`${what}: noticed and named on both sides, and repaired without a reload`, async ({ site, newPerson }) => {
    const { id, ines, ben, carla } = await inClass(newPerson);
    for (const listener of [ben, carla]) await expectSound(listener);
    expect(await Promise.all([ines, ben, carla].map(noticesOf))).toEqual([[], [], []]);
    await ben.page.evaluate(() => document.body.setAttribute('data-not-reloaded', ''));

    await act(site, id, ines, ben);
    const broken = performance.now();
    const [listenerKnows, speakerKnows] = await Promise.all(
      [expect(missing(ben, ines)).toBeVisible(), expect(notHeard(ines, ben)).toBeVisible()].map((seen) =>
        seen.then(() => since(broken)),
      ),
    );

    const pressed = performance.now();
    await repair(ben).click();
    await expectSound(ben);
    const soundAgain = since(pressed);
    await expect(ben.page.getByText(`the sound of ${ines.name}`)).toBeHidden();
    await expect(ines.page.getByText(/hears? you/)).toBeHidden();
    expect(await ben.page.locator('body').getAttribute('data-not-reloaded')).toBe('');
    await expectSound(carla);
    expect(await noticesOf(carla)).toEqual([]);
    // A measure, and no condition: a busy machine is no fault.
    console.log(
      `    the listener knew after ${listenerKnows}, the speaker after ${speakerKnows};`,
      `sound came ${soundAgain} after "Repair", all was quiet after ${since(pressed)}`,
    );
  });
}

test('who speaks and sends nothing is told that nobody hears them, and a repair sends again', async ({ newPerson }) => {
  const { ines, ben, carla } = await inClass(newPerson);
  for (const listener of [ben, carla]) await expectSound(listener);
  await breakSending(ines.page);
  const told = ines.page.getByText('Nobody hears you: your sound does not reach the server.');
  await expect(told).toBeVisible();
  // Of who does not speak at the media engine the listeners miss nothing.
  expect(await Promise.all([ben, carla].map(noticesOf))).toEqual([[], []]);
  await repair(ines).click();
  for (const listener of [ben, carla]) await expectSound(listener);
  await expect(ines.page.getByText(/Nobody hears you|Sending your sound/)).toBeHidden();
});

test('a microphone that gives nothing at all is told of, and no more once it gives something', async ({
  newPerson,
}) => {
  const { ines, ben } = await inClass(newPerson, 0);
  const told = ines.page.getByText('Your microphone gives no sound at all.');
  await expect(told).toBeVisible();
  await setLoudness(ines.page, QUIET_ROOM);
  await expect(told).toBeHidden();
  expect(await noticesOf(ben)).toEqual([]);
});

/** Nothing is said for as long as any notice would need to come up: that can only be shown by so much time. */
async function goesOnInPeace(seconds: number, ...people: Person[]): Promise<void> {
  await Promise.all(
    people.map(async ({ page }) => {
      const begin = await page.evaluate(() => performance.now());
      await page.waitForFunction((end) => performance.now() > end, begin + seconds * 1_000);
    }),
  );
  expect(await Promise.all(people.map(noticesOf))).toEqual(people.map(() => []));
}

test('nothing is said in a class where all is well: voices, silence, beeps, mutes, comings and goings', async ({
  site,
  newPerson,
}) => {
  const { id, ines, ben, carla } = await inClass(newPerson);
  const everybody = [ines, ben, carla];
  await test.step('a voice', () => goesOnInPeace(7, ...everybody));
  await test.step('silence, in which hardly a packet is sent', async () => {
    await setLoudness(ines.page, QUIET_ROOM);
    await goesOnInPeace(9, ...everybody);
  });
  await test.step("Chromium's own microphone: short beeps, no voice", async () => {
    await turnOn(carla, 'microphone');
    await goesOnInPeace(9, ...everybody);
  });
  await test.step('speaking while one turns the microphone off and on', async () => {
    await setLoudness(ines.page, VOICE);
    await expectSound(ben);
    await ines.page.getByRole('button', { name: 'Turn off microphone' }).click();
    await goesOnInPeace(6, ...everybody);
    await turnOn(ines, 'microphone');
    await goesOnInPeace(4, ...everybody);
  });
  await test.step('speaking while the media engine mutes the microphone', async () => {
    await muteAtEngine(site, id, ines);
    const button = ines.page.getByRole('toolbar').getByRole('button', { name: 'Turn on microphone' });
    await expect(button).toBeVisible();
    await goesOnInPeace(6, ...everybody);
    await button.click();
  });
  await test.step('somebody leaves while they speak, and comes back', async () => {
    await expectSound(ben);
    await carla.page.getByRole('button', { name: 'Leave', exact: true }).click();
    await expect(tileOf(ines.page, carla.name)).toBeHidden();
    await goesOnInPeace(4, ines, ben);
    await enter(carla, id, 'Join');
    await expectSound(carla);
    await goesOnInPeace(5, ines, ben);
    await ines.page.getByRole('button', { name: 'Leave', exact: true }).click();
    await goesOnInPeace(5, ben);
  });
});

test('the notices are good on a phone too, and axe finds nothing serious in them', async ({ site, newPerson }) => {
  const { id, ines, ben } = await inClass(newPerson);
  await expectSound(ben);
  await unsubscribe(site, id, ines, ben);
  await expect(missing(ben, ines)).toBeVisible();
  await expect(notHeard(ines, ben)).toBeVisible();
  for (const { page, name } of [ines, ben]) {
    for (const size of [page.viewportSize() ?? { width: 1280, height: 800 }, { width: 390, height: 844 }]) {
      await page.setViewportSize(size);
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(
        serious.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`),
        name,
      ).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
    }
  }
});
