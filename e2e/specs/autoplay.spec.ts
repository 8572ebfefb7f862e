import type { Page } from '@playwright/test';
import { expect, newClass, test } from '#fixtures.ts';
import { enter, turnOn } from '#live-room.ts';
import config from '#playwright.config.ts';

// A browser as people have it: it lets a page make a sound only after a click.
const { args = [], ...launch } = config.use?.launchOptions ?? {};
const policy = '--autoplay-policy=document-user-activation-required';
test.use({
  launchOptions: { ...launch, args: [...args.filter((one) => !one.startsWith('--autoplay-policy')), policy] },
});

/** Asks a page without touching it: what Playwright does in a page counts as a click of the person's. */
async function observerOf(page: Page) {
  const session = await page.context().newCDPSession(page);
  return async (expression: string): Promise<unknown> => {
    const { result } = await session.send('Runtime.evaluate', { expression, returnByValue: true, userGesture: false });
    return result.value;
  };
}

const SAYS = 'document.body?.innerText ?? ""';
/** The sound of others: how many play, and how far, in seconds. */
const SOUNDS = '[...document.querySelectorAll("audio")].filter(({ srcObject }) => srcObject)';
const PLAYING = `${SOUNDS}.filter(({ paused }) => !paused).length`;
const PLAYED = `Math.max(0, ...${SOUNDS}.map(({ currentTime }) => currentTime))`;

test('sound that the browser holds back until there is a click is let in by one button', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  const id = await newClass(ines, [amir]);
  const ask = await observerOf(amir.page);

  // Waits, and is taken in without having clicked on anything.
  await amir.page.goto(`/sessions/${id}/live`);
  await expect.poll(() => ask(SAYS)).toContain('When the instructor starts');
  await enter(ines, id, 'Start Session');
  await turnOn(ines, 'camera', 'microphone');

  await expect.poll(() => ask(SAYS)).toContain('Click to hear the others');
  await expect.poll(() => ask(`${SOUNDS}.length`)).toBe(1);
  expect(await ask(PLAYING)).toBe(0);
  const button = amir.page.getByRole('button', { name: 'Click to hear the others' });
  await button.click();
  await expect(button).toBeHidden();
  await expect.poll(() => ask(PLAYING)).toBe(1);
  await expect.poll(() => ask(PLAYED)).toBeGreaterThan(0.5);
  // Who comes with a click is never asked.
  await expect(ines.page.getByRole('button', { name: 'Click to hear the others' })).toBeHidden();
});
