import AxeBuilder from '@axe-core/playwright';
import { expect, type Person, test } from '#fixtures.ts';
import { inTheRoom, turnOn } from '#live-room.ts';
import { expectNoVideo, expectSound, expectVideo, heard } from '#media.ts';

/** Nothing but silence comes: between two looks, with more than a beep's time between them, no energy is added. */
async function expectSilence({ page }: Person): Promise<void> {
  let before = Number.NEGATIVE_INFINITY;
  const added = async () => {
    const { energy } = await heard(page);
    const more = energy - before;
    before = energy;
    return more;
  };
  await expect.poll(added, { intervals: [0, 2_500] }).toBeLessThan(0.0001);
}

const on = (person: Person, device: string) => person.page.getByRole('button', { name: `Turn off ${device}` });
const off = (person: Person, device: string) => person.page.getByRole('button', { name: `Turn on ${device}` });

test('a key for each thing one does, never while one types, and none once they are turned off', async ({
  newPerson,
}) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  await inTheRoom(ines, amir);
  const { page } = ines;
  await page.locator('body').click({ position: { x: 5, y: 5 } });

  await page.keyboard.press('v');
  await off(ines, 'camera').waitFor();
  await expectNoVideo(amir.page, ines.name);
  await page.keyboard.press('v');
  await on(ines, 'camera').waitFor();
  await expectVideo(amir.page, ines.name);
  await page.keyboard.press('m');
  await off(ines, 'microphone').waitFor();
  await expectSilence(amir);
  await page.keyboard.press('m');
  await on(ines, 'microphone').waitFor();
  await expectSound(amir.page);

  await page.keyboard.press('h');
  await expect(amir.page.getByRole('img', { name: 'Hand raised, number 1' })).toBeVisible();
  await page.keyboard.press('h');
  await expect(amir.page.getByRole('img', { name: 'Hand raised, number 1' })).toBeHidden();
  await page.keyboard.press('p');
  await expect(page.getByRole('complementary', { name: /Participants/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: /Participants/ })).toBeHidden();
  await page.keyboard.press('c');
  const field = page.getByRole('complementary').getByRole('textbox').first();
  await expect(field).toBeFocused();
  await page.keyboard.type('much vim? ');
  await expect(field).toHaveValue('much vim? ');
  await expect(on(ines, 'microphone')).toBeVisible();
  await expect(on(ines, 'camera')).toBeVisible();
  await field.fill('');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary')).toBeHidden();

  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toBeVisible();
  for (const text of ['Microphone on or off', 'Raise or lower the hand', 'Hold to talk', 'Share the screen, or stop']) {
    await expect(keys.getByText(text)).toBeVisible();
  }
  await page.keyboard.press('m');
  await expect(on(ines, 'microphone')).toBeAttached();
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  if (process.env.PICTURES) {
    await page.screenshot({ path: `${process.env.PICTURES}/keys-1280.png` });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.screenshot({ path: `${process.env.PICTURES}/keys-390.png` });
    await page.setViewportSize({ width: 1280, height: 800 });
  }
  await keys.getByLabel('Single keys do something').uncheck();
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await page.keyboard.press('m');
  await page.keyboard.press('?');
  await expect(keys).toBeHidden();
  await expect(on(ines, 'microphone')).toBeVisible();
});

test('who holds Space is heard for as long as they do, and not when it presses a button or writes', async ({
  newPerson,
}) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  await inTheRoom(ines, amir);
  await turnOn(amir, 'microphone');
  await expectSound(ines.page);
  await amir.page.keyboard.press('m');
  await off(amir, 'microphone').waitFor();
  await expectSilence(ines);
  await amir.page.locator('h1').click();
  await amir.page.keyboard.down('Space');
  await on(amir, 'microphone').waitFor();
  await expectSound(ines.page);
  await amir.page.keyboard.up('Space');
  await off(amir, 'microphone').waitFor();
  await expectSilence(ines);

  await off(amir, 'camera').focus();
  await amir.page.keyboard.press('Space');
  await on(amir, 'camera').waitFor();
  await expect(off(amir, 'microphone')).toBeVisible();
  await amir.page.keyboard.press('c');
  const field = amir.page.getByRole('complementary').getByRole('textbox').first();
  await field.press('Space');
  await expect(field).toHaveValue(' ');
  await expect(off(amir, 'microphone')).toBeVisible();
});

test('with push to talk one comes in silent, and is heard while the button or Space is held', async ({ newPerson }) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  await inTheRoom(ines, amir);
  const { page } = amir;
  await turnOn(amir, 'microphone');
  await expectSound(ines.page);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Settings', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Push to talk').check();
  await page.keyboard.press('Escape');
  const button = page.getByRole('button', { name: 'Hold to talk' });
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expectSilence(ines);

  await button.hover();
  await page.mouse.down();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expectSound(ines.page);
  await page.mouse.up();
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expectSilence(ines);
  await button.focus();
  await page.keyboard.down('Space');
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expectSound(ines.page);
  await page.keyboard.up('Space');
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expectSilence(ines);

  await page.reload();
  await expectVideo(page, ines.name);
  await expect(button).toHaveAttribute('aria-pressed', 'false');
});
