import type { Page } from 'playwright-core';
import type { Member } from '../lectern/class.ts';
import type { FreshBrowser } from './board-page.ts';

/** Into the live room, with the board closed. */
export async function enter(
  { context, page }: FreshBrowser,
  origin: string,
  session: number,
  member: Member,
): Promise<void> {
  // From the browser before; refused where there was none.
  await member.api.post(`/api/sessions/${session}/leave_live/`);
  await context.addCookies((await member.api.storageState()).cookies);
  await page.goto(`${origin}/sessions/${session}/live`);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await boardButton(page).waitFor();
}

export const boardButton = (page: Page) => page.getByRole('button', { name: 'Board', exact: true });

export async function openBoard(page: Page): Promise<void> {
  await boardButton(page).click();
  await page.locator('canvas.interactive').waitFor();
}
