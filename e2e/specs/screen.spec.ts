import { expect, type Person, test } from '#fixtures.ts';
import { enter } from '#live-room.ts';
import {
  CHOOSES_PATTERN,
  expectNoScreen,
  expectReadable,
  inClass,
  lacking,
  likeness,
  openPattern,
  READABLE,
  screenOf,
  share,
} from '#screen.ts';

test.use({ launchOptions: CHOOSES_PATTERN });

/** What is promised to who comes while a screen is shared: it can be read this soon after they were let in, in milliseconds. */
const PROMISE = 3_000;
/** What the machine of the tests may take on top: it does the work of the server and of all browsers by itself. */
const SLOW_MACHINE = 3_000;

const post = async ({ api }: Person, url: string, data: object = {}) => (await api.post(url, { data })).status();

test('what is shared is read at the other end, by who is there and within 3 s by who comes later', async ({
  newPerson,
}, testInfo) => {
  const { id, ines, amir, lotte } = await inClass(newPerson);
  await openPattern(ines);
  await share(ines);
  await expectReadable(amir.page, ines.name);
  await expect(ines.page.getByText(/^You are sharing your screen/).first()).toBeVisible();

  await lotte.page.goto(`/sessions/${id}/live`);
  const join = lotte.page.getByRole('button', { name: 'Join', exact: true });
  await expect(join).toBeVisible();
  const answered = lotte.page.waitForResponse(/\/join_live\//).then(() => Date.now());
  await join.click();
  const since = await answered;
  const seen: string[] = [];
  await expect
    .poll(
      async () => {
        const now = await likeness(lotte.page, ines.name);
        seen.push(`${Date.now() - since}: ${JSON.stringify(now)}`);
        return lacking(now);
      },
      { timeout: PROMISE + SLOW_MACHINE, intervals: [100] },
    )
    .toEqual([]);
  const took = Date.now() - since;
  await testInfo.attach('late joiner', { body: seen.join('\n') });
  expect(took).toBeLessThan(PROMISE + SLOW_MACHINE);
});

test('the sharpest is there again for who looks closely after nobody did', async ({ newPerson }) => {
  const { ines, amir } = await inClass(newPerson);
  await openPattern(ines);
  await share(ines);
  await expectReadable(amir.page, ines.name);
  // So small that nothing can be read: the large picture is not even sent any more.
  await amir.page.setViewportSize({ width: 420, height: 260 });
  await expect
    .poll(async () => (await likeness(amir.page, ines.name))?.width ?? READABLE.width)
    .toBeLessThan(READABLE.width);
  await amir.page.setViewportSize({ width: 1280, height: 800 });
  await expectReadable(amir.page, ines.name);
});

test('it ends by the button, by the end of what is captured, and by leaving', async ({ newPerson }) => {
  const { ines, amir } = await inClass(newPerson);
  const pattern = await openPattern(amir);
  await share(amir);
  await expect(screenOf(ines.page, amir.name)).toBeVisible();
  await expectReadable(ines.page, amir.name);
  await amir.page.getByRole('button', { name: 'Stop sharing', exact: true }).first().click();
  await expectNoScreen(ines.page, amir.name);
  await expect(amir.page.getByText(/^You are sharing your screen/)).toHaveCount(0);

  await share(amir);
  await expectReadable(ines.page, amir.name);
  await pattern.close();
  await expectNoScreen(ines.page, amir.name);
  await expect(amir.page.getByRole('button', { name: 'Share screen', exact: true })).toBeVisible();

  await openPattern(amir);
  await share(amir);
  await expectReadable(ines.page, amir.name);
  await amir.page.getByRole('button', { name: 'Leave', exact: true }).click();
  await expectNoScreen(ines.page, amir.name);
});

test('the host stops it, who shared is told so, and it may be shared again', async ({ newPerson }) => {
  const { ines, amir } = await inClass(newPerson);
  await openPattern(amir);
  await share(amir);
  await expectReadable(ines.page, amir.name);
  await screenOf(ines.page, amir.name).hover();
  await ines.page.getByRole('button', { name: `Stop the screen of ${amir.name}` }).click();
  await expectNoScreen(ines.page, amir.name);
  await expect(amir.page.getByRole('alert')).toContainText('The host stopped your screen');
  await amir.page.getByRole('button', { name: 'Share again' }).click();
  await expectReadable(ines.page, amir.name);
  await expect(amir.page.getByText('The host stopped your screen')).toHaveCount(0);
});

test('from the menu in the list too, and the picture ends at who watches', async ({ newPerson }) => {
  const { id, ines, amir, lotte } = await inClass(newPerson);
  await enter(lotte, id, 'Join');
  await openPattern(amir);
  await share(amir);
  await expectReadable(lotte.page, amir.name);
  await ines.page.getByRole('button', { name: 'Participants', exact: true }).click();
  await ines.page
    .getByRole('list', { name: 'Participants' })
    .getByRole('button', { name: `What to do with ${amir.name}` })
    .click();
  await ines.page.getByRole('menuitem', { name: 'Stop screen sharing' }).click();
  await expectNoScreen(lotte.page, amir.name);
  await expect(amir.page.getByRole('alert')).toContainText('The host stopped your screen');
  await expect(amir.page.getByRole('button', { name: 'Share screen', exact: true })).toBeVisible();
});

test('one at a time, unless the host lets many; the host takes the place of whoever shares', async ({ newPerson }) => {
  const { id, ines, amir, lotte } = await inClass(newPerson);
  await enter(lotte, id, 'Join');
  for (const person of [ines, amir, lotte]) await openPattern(person);
  await share(amir);
  await expectReadable(lotte.page, amir.name);

  await lotte.page.getByRole('button', { name: 'Share screen', exact: true }).click();
  await expect(lotte.page.getByRole('alert')).toContainText(`${amir.name} is sharing a screen`);
  expect(await post(lotte, `/api/sessions/${id}/share_screen/`)).toBe(409);

  await share(ines);
  await expectReadable(lotte.page, ines.name);
  await expect(screenOf(lotte.page, amir.name)).toBeHidden();
  await expect(amir.page.getByRole('alert')).toContainText('The host shares a screen now');

  expect((await ines.api.patch(`/api/sessions/${id}/moderation/`, { data: { screen_sharing: 'many' } })).status()).toBe(
    200,
  );
  await share(lotte);
  await expect(screenOf(amir.page, ines.name)).toBeVisible();
  await expect(screenOf(amir.page, lotte.name)).toBeVisible();
});

test('locked, it is refused in words and at the engine, and what was shared ends', async ({ newPerson }) => {
  const { id, ines, amir } = await inClass(newPerson);
  await openPattern(amir);
  await share(amir);
  await expectReadable(ines.page, amir.name);
  const lock = (screen: boolean) => ines.api.patch(`/api/sessions/${id}/moderation/`, { data: { locks: { screen } } });
  expect((await lock(true)).status()).toBe(200);
  await expectNoScreen(ines.page, amir.name);
  await expect(amir.page.getByRole('alert')).toContainText('Screen sharing was locked');
  await amir.page.getByRole('button', { name: 'Close this notice' }).click();

  await amir.page.getByRole('button', { name: 'Share screen', exact: true }).click();
  await expect(amir.page.getByRole('alert')).toContainText('Only the host may share a screen now');
  expect(await post(amir, `/api/sessions/${id}/share_screen/`)).toBe(403);
  expect((await lock(false)).status()).toBe(200);
  await share(amir);
  await expectReadable(ines.page, amir.name);
});
