import { expectAccessible } from '#axe.ts';
import { expect, newClass, test } from '#fixtures.ts';
import { enter } from '#live-room.ts';
import { expectSound, heard, tileOf } from '#media.ts';
import {
  CHOOSES_PATTERN,
  expectReadable,
  framesReceived,
  inClass,
  mayUseDevices,
  openPattern,
  screenOf,
  share,
  soundWhenSharing,
} from '#screen.ts';

test.use({ launchOptions: CHOOSES_PATTERN });

test('the sound of what is shared is heard', async ({ newPerson }) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  await soundWhenSharing(ines);
  const id = await newClass(ines, [amir]);
  await openPattern(ines);
  await mayUseDevices(amir);
  await enter(ines, id, 'Start Session');
  await enter(amir, id, 'Join');
  await expect(tileOf(amir.page, ines.name)).toBeVisible();
  expect((await heard(amir.page)).energy).toBe(0);
  await share(ines);
  await expectSound(amir.page);
  await expect(ines.page.getByText('You are sharing your screen, with sound')).toBeVisible();
});

test('after the media engine was killed the same capture goes on, and nobody chooses again', async ({
  newPerson,
  site,
}) => {
  const { ines, amir } = await inClass(newPerson);
  await openPattern(ines);
  await ines.page.evaluate(() => {
    const { mediaDevices } = navigator;
    const original = mediaDevices.getDisplayMedia.bind(mediaDevices);
    mediaDevices.getDisplayMedia = (options) => {
      document.documentElement.dataset.chosen = String(Number(document.documentElement.dataset.chosen ?? 0) + 1);
      return original(options);
    };
  });
  await share(ines);
  await expectReadable(amir.page, ines.name);
  const connections = await amir.page.evaluate(() => window.connections.length);
  await site.killLiveKit();
  // What is seen from here on comes by a new connection.
  await expect
    .poll(() => amir.page.evaluate(() => window.connections.length), { timeout: 60_000 })
    .toBeGreaterThan(connections);
  await expect.poll(() => framesReceived(amir.page), { timeout: 60_000 }).toBeGreaterThan(0);
  await expectReadable(amir.page, ines.name);
  expect(await ines.page.evaluate(() => document.documentElement.dataset.chosen)).toBe('1');
});

test('one looks closer by wheel, mouse and keys, and fills the window; all of it is accessible', async ({
  newPerson,
}, testInfo) => {
  const { ines, amir } = await inClass(newPerson);
  await openPattern(ines);
  await share(ines);
  await expectReadable(amir.page, ines.name);
  const view = screenOf(amir.page, ines.name);
  const video = view.locator('video');
  const place = async () => {
    const [inside, around] = [await video.boundingBox(), await view.boundingBox()];
    if (!inside || !around) throw new Error('Not to be seen');
    return { ...inside, around };
  };
  const first = await place();
  // Contained: no edge is cut.
  expect(first.x).toBeGreaterThanOrEqual(first.around.x - 1);
  expect(first.y).toBeGreaterThanOrEqual(first.around.y - 1);
  expect(first.width).toBeLessThanOrEqual(first.around.width + 1);
  expect(first.height).toBeLessThanOrEqual(first.around.height + 1);

  const [x, y] = [first.x + first.width / 4, first.y + first.height / 4];
  await amir.page.mouse.move(x, y);
  await amir.page.mouse.wheel(0, -600);
  await expect.poll(async () => (await place()).width).toBeGreaterThan(first.width * 1.5);
  const closer = await place();
  // What was under the pointer still is.
  expect((x - closer.x) / closer.width).toBeCloseTo(0.25, 1);
  await amir.page.mouse.down();
  await amir.page.mouse.move(x + 40, y + 30, { steps: 4 });
  await amir.page.mouse.up();
  await expect.poll(async () => Math.round((await place()).x - closer.x)).toBe(40);
  await amir.page.mouse.dblclick(x, y);
  await expect.poll(async () => Math.round((await place()).width)).toBe(Math.round(first.width));

  await view.focus();
  await amir.page.keyboard.press('+');
  await expect.poll(async () => (await place()).width).toBeGreaterThan(first.width * 1.4);
  const before = await place();
  await amir.page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await place()).x).toBeLessThan(before.x);
  await amir.page.keyboard.press('0');
  await expect.poll(async () => Math.round((await place()).width)).toBe(Math.round(first.width));

  await expectAccessible(amir.page, 'watching');
  await testInfo.attach('watching', { body: await amir.page.screenshot(), contentType: 'image/png' });

  await view.getByRole('button', { name: 'Fill the window' }).click();
  await expect.poll(async () => (await place()).around.width).toBe(1280);
  await expectReadable(amir.page, ines.name);
  await expectAccessible(amir.page, 'filling the window');
  await testInfo.attach('filling the window', { body: await amir.page.screenshot(), contentType: 'image/png' });
  await amir.page.keyboard.press('Escape');
  await expect.poll(async () => (await place()).around.width).toBeLessThan(1280);

  // So few pixels get a smaller picture, until one looks closer.
  for (const [what, size] of [
    ['on a phone', { width: 390, height: 844 }],
    ['on a phone held sideways', { width: 844, height: 390 }],
  ] as const) {
    await amir.page.setViewportSize(size);
    await expectAccessible(amir.page, `watching ${what}`);
    await testInfo.attach(`watching ${what}`, { body: await amir.page.screenshot(), contentType: 'image/png' });
    const closer = view.getByRole('button', { name: 'Zoom in' });
    for (let turn = 0; turn < 4; turn++) await closer.click();
    await expectReadable(amir.page, ines.name);
    await view.getByRole('button', { name: 'Show all of it' }).click();
  }
});

test('who shares has an accessible window, at a desk and on something narrow', async ({ newPerson }, testInfo) => {
  const { ines, amir } = await inClass(newPerson);
  await openPattern(ines);
  await share(ines);
  await expectReadable(amir.page, ines.name);
  // To look at this window changes the size of the tab that is shared beside it: so nothing is read of it from here on.
  await expectAccessible(ines.page, 'sharing');
  await testInfo.attach('sharing', { body: await ines.page.screenshot(), contentType: 'image/png' });
  await ines.page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(ines.page, 'sharing at phone width');
  await testInfo.attach('sharing at phone width', { body: await ines.page.screenshot(), contentType: 'image/png' });
});
