import type { Page } from '@playwright/test';
import { expectAccessibleEverywhere } from '#axe.ts';
import { expect, newClass, test } from '#fixtures.ts';
import { holdSoundBack } from '#held-back-sound.ts';
import { enter, turnOn } from '#live-room.ts';
import { expectSound, expectVideo, tileOf } from '#media.ts';

const buttonIn = (page: Page) => page.getByRole('button', { name: 'Click to hear the others' });

/** The elements by which others are heard: whether each plays, and how far it came, in seconds. */
const soundsOf = (page: Page) =>
  page
    .locator('audio')
    .evaluateAll((all: HTMLAudioElement[]) =>
      all.filter(({ srcObject }) => srcObject).map(({ paused, currentTime }) => ({ paused, currentTime })),
    );

async function expectHeldBack(page: Page): Promise<void> {
  await expect(buttonIn(page)).toHaveCount(1);
  await expect.poll(() => soundsOf(page)).toEqual([{ paused: true, currentTime: 0 }]);
}

async function expectHeard(page: Page): Promise<void> {
  await expect(buttonIn(page)).toBeHidden();
  await expect.poll(async () => (await soundsOf(page)).map(({ paused }) => paused)).toEqual([false]);
  const [before] = await soundsOf(page);
  const isFurther = async () =>
    (await soundsOf(page)).every((one) => one.currentTime > (before?.currentTime ?? 0) + 0.5);
  await expect.poll(isFurther).toBe(true);
  await expectSound(page);
}

test('sound that the browser holds back is let in by one button, and the room is there without it', async ({
  newPerson,
}) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  await holdSoundBack(amir.context, 'late');
  const id = await newClass(ines, [amir]);
  await enter(ines, id, 'Start Session');
  await turnOn(ines, 'camera', 'microphone');
  await enter(amir, id, 'Join');
  const { page } = amir;

  await test.step('the others are seen, and nothing but one button has come', async () => {
    await expectVideo(page, ines.name);
    await expectHeldBack(page);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('alert')).toHaveCount(0);
    // What a person presses in the room is not covered, on a phone either.
    for (const size of [
      { width: 390, height: 844 },
      { width: 1280, height: 800 },
    ]) {
      await page.setViewportSize(size);
      for (const name of ['Turn on camera', 'Raise hand', 'Leave']) {
        await page.getByRole('button', { name, exact: true }).click({ trial: true });
      }
      await tileOf(page, ines.name).click({ trial: true });
      await buttonIn(page).click({ trial: true });
      await test
        .info()
        .attach(`held back at ${size.width}`, { body: await page.screenshot(), contentType: 'image/png' });
    }
    await expectAccessibleEverywhere(page, 'live room without sound');
  });

  await test.step('pressed, it lets the sound in and is gone', async () => {
    await buttonIn(page).click();
    await expectHeard(page);
  });

  await test.step('loaded again, the page is held back again, and asks again', async () => {
    await page.reload();
    await expectVideo(page, ines.name);
    await expectHeldBack(page);
    await buttonIn(page).press('Enter');
    await expectHeard(page);
  });
});

test('where the click on Join is enough, nobody is asked: neither who is alone yet nor who hears somebody', async ({
  newPerson,
}) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  for (const { context } of [ines, amir]) await holdSoundBack(context, 'any');
  const id = await newClass(ines, [amir]);
  for (const [{ page }, press] of [
    [ines, 'Start Session'],
    [amir, 'Join'],
  ] as const) {
    // The connection that waits already has been told that there will be no sound.
    await page.goto(`/sessions/${id}/live`);
    await expect.poll(() => page.evaluate(() => window.refusals)).toBeGreaterThan(0);
    await page.getByRole('button', { name: press, exact: true }).click();
    await page.getByRole('toolbar', { name: 'Controls' }).waitFor();
    await expect(buttonIn(page)).toBeHidden();
    if (page === ines.page) await turnOn(ines, 'camera', 'microphone');
    await expect(buttonIn(page)).toBeHidden();
  }
  await expectVideo(amir.page, ines.name);
  await expectHeard(amir.page);
  await expect(buttonIn(ines.page)).toBeHidden();

  // Loaded again it leads straight in, without a click.
  await amir.page.reload();
  await expectVideo(amir.page, ines.name);
  await expectHeldBack(amir.page);
  await buttonIn(amir.page).click();
  await expectHeard(amir.page);
});
