import { begin, planClass, signUpMany } from '@lectern/bench/class';
import { openPublishers } from '@lectern/bench/publishers';
import type { Page } from '@playwright/test';
import { openChat, say } from '#chat.ts';
import { expect, type Person, test } from '#fixtures.ts';
import { type Answers, answersOf, recordInteractions } from '#interactions.ts';
import { enter } from '#live-room.ts';
import { expectSound } from '#media.ts';
import { expectOnlySeen, receivedSounds } from '#received-video.ts';

// A trace takes pictures of every step, and would be measured along.
test.use({ trace: 'off' });

/** The promise of a large room: how long a click or a key may take to be seen, in milliseconds. */
const INP = 200;
/** What the publishers send: the two heights of each picture. */
const SMALL = 180;
const LARGE = 360;

const lay = async (page: Page, layout: 'Grid' | 'Speaker') => {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitemradio', { name: layout }).click();
  await page.keyboard.press('Escape');
};

/** What one does in a room: opens what there is, writes, and looks at it in another way. */
async function useTheRoom(person: Person): Promise<void> {
  const { page } = person;
  await page.getByRole('button', { name: /^Participants/ }).click();
  await expect(page.getByRole('complementary', { name: /^Participants/ })).toBeVisible();
  await openChat(person);
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.pressSequentially('Could somebody say that again, with an example?');
  await say(person, 'Thank you.');
  await page.getByRole('button', { name: /^Polls/ }).click();
  await page.keyboard.press('Escape');
  await lay(page, 'Speaker');
  await lay(page, 'Grid');
}

function expectQuick({ count, inp, slowest }: Answers): void {
  expect(count).toBeGreaterThan(40);
  expect(inp, slowest.join('\n')).toBeLessThan(INP);
}

test('of 25 who send only those one sees are received, as large as they are, and the page answers', async ({
  site,
  browser,
  newPerson,
}) => {
  const amir = await newPerson('Amir');
  await recordInteractions(amir.context);
  const { page } = amir;
  const [ines, ...others] = await signUpMany(site.origin, 'sender', 25);
  if (!ines) throw new Error('Nobody signed up');
  const id = await planClass(ines, [...others, amir]);
  const publishers = await openPublishers(browser, site.origin, await begin(id, ines, others));
  await enter(amir, id, 'Join');

  await test.step('in the grid all 25 come, small', async () => {
    await expectOnlySeen(page, Array(25).fill(SMALL));
  });

  await test.step('it answers while they move', async () => {
    await useTheRoom(amir);
    const { count, inp } = await answersOf(page);
    expect(count).toBeGreaterThan(40);
    // No promise: 25 senders on the same cores hold the page's pictures up more than anything of its own.
    console.log(`beside 25 senders the room answers within ${inp} ms`);
  });

  await test.step('whom one looks at comes large, the others small, and who does not fit not at all', async () => {
    await lay(page, 'Speaker');
    await publishers.speak(3);
    const tiles = await page.getByRole('region', { name: 'Stage' }).getByRole('group').count();
    expect(tiles).toBeLessThan(20);
    await expectOnlySeen(page, [...Array(tiles - 2).fill(SMALL), LARGE]);
  });

  await test.step('all are heard, seen or not', async () => {
    expect(await receivedSounds(page)).toBe(25);
    await publishers.speak(20);
    await expectSound(page);
  });

  await publishers.stop();
});

test('with 200 people in the room, list and grid stay quick, and draw only whom one sees', async ({
  site,
  newPerson,
}) => {
  const amir = await newPerson('Amir');
  await recordInteractions(amir.context);
  const { page } = amir;
  const [ines, ...others] = await signUpMany(site.origin, 'guest', 200);
  if (!ines) throw new Error('Nobody signed up');
  const id = await planClass(ines, [...others, amir]);
  await begin(id, ines, others);
  await enter(amir, id, 'Join');
  const tiles = page.getByRole('region', { name: 'Stage' }).getByRole('group');
  const next = page.getByRole('button', { name: 'Next page' });

  await test.step('the grid shows a page at a time, and on all pages together everybody once', async () => {
    await expect(page.getByRole('status', { name: /^Page 1 of/ })).toBeVisible();
    const names: string[] = [];
    for (let turned = 1; ; turned++) {
      await expect(page.getByRole('status', { name: new RegExp(`^Page ${turned} of`) })).toBeVisible();
      expect(await tiles.count()).toBeLessThanOrEqual(49);
      names.push(...(await tiles.evaluateAll((all) => all.map((tile) => tile.getAttribute('aria-label') ?? ''))));
      if ((await next.getAttribute('aria-disabled')) === 'true') break;
      await next.click();
    }
    expect(names.toSorted()).toEqual([...[ines, ...others].map(({ name }) => name), amir.name].sort());
  });

  await test.step('the list has everybody, and draws those in sight', async () => {
    await page.getByRole('button', { name: /^Participants/ }).click();
    const list = page.getByRole('list', { name: 'Participants' });
    await expect(page.getByRole('heading', { name: /201/ })).toBeVisible();
    const rows = list.getByRole('listitem');
    await expect(rows.first()).toBeVisible();
    expect(await rows.count()).toBeLessThan(60);
    await rows.first().hover();
    const last = rows.filter({ hasText: amir.name });
    await expect(async () => {
      await page.mouse.wheel(0, 2_000);
      await expect(last).toBeInViewport({ timeout: 250 });
    }).toPass();
    expect(await rows.count()).toBeLessThan(60);
    await page.keyboard.press('Escape');
  });

  await test.step('it answers', async () => {
    await useTheRoom(amir);
    expectQuick(await answersOf(page));
  });
});
