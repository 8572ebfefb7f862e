import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';

export const board = (page: Page) => page.getByRole('region', { name: 'Board', exact: true });
export const tab = (page: Page, name: string) => board(page).getByRole('tab', { name, exact: true });
/** What whoever does not see the page is told of it. */
export const contents = (page: Page) => board(page).getByRole('region', { name: 'What is on the page' });

/** Opens the board from the bar of the room, and waits until its page is there. */
export async function openBoard(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Board', exact: true }).click();
  await expectPage(page);
}

/** The page is there, and everything of it is kept. */
export async function expectPage(page: Page): Promise<void> {
  await expect(board(page).getByText(/^(Saved|Up to date)$/)).toBeVisible();
  await expect(contents(page)).toBeAttached();
}

/** Somewhere on the page, as a part of its width and height. */
async function at(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await board(page).getByRole('tabpanel').boundingBox();
  if (!box) throw new Error('No page is shown');
  return { x: box.x + x * box.width, y: box.y + y * box.height };
}

/** Draws a box between two places on the page. */
export async function drawBox(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  const [start, end] = [await at(page, ...from), await at(page, ...to)];
  await page.mouse.click(start.x, start.y);
  await page.keyboard.press('r');
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.press('Escape');
}

/** Writes a text on the page. */
export async function write(page: Page, place: [number, number], text: string): Promise<void> {
  const { x, y } = await at(page, ...place);
  await page.mouse.click(x, y);
  await page.keyboard.press('t');
  await page.mouse.click(x, y);
  await page.keyboard.type(text);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}

export async function choose(page: Page, button: string | RegExp, item: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** What one of the ways to take the board along puts into a file, and what that is called. */
export async function download(page: Page, group: 'This page' | 'All pages', item: string) {
  // The last: the page behind the board may have one too.
  await page.getByRole('button', { name: 'Download', exact: true }).last().click();
  const coming = page.waitForEvent('download');
  await page.getByRole('group', { name: group }).getByRole('menuitem', { name: item, exact: true }).click();
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}
