import type { Locator, Page } from '@playwright/test';
import { expect, type Person } from '#fixtures.ts';

/** The panel with its messages. */
export const chatOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Chat' });

export async function openChat({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: /^Chat/ }).click();
  await expect(page.getByRole('log', { name: 'Messages' })).toBeVisible();
}

/** Writes in the open panel, to everyone or to whom is chosen there, and sends by Enter. */
export async function say({ page }: Person, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.fill(text);
  await field.press('Enter');
}

/** One message in the log, by what it says. */
export const messageOf = (page: Page, text: string): Locator =>
  page.getByRole('log', { name: 'Messages' }).getByRole('listitem').filter({ hasText: text });

/** Does something with a message, by the buttons that appear beside it. */
export async function act(page: Page, text: string, name: string): Promise<void> {
  const message = messageOf(page, text).first();
  await message.hover();
  await message.getByRole('button', { name, exact: true }).click();
}

/** What the log says, message by message, without names and times. */
export const textsOf = (page: Page): Promise<string[]> =>
  page.getByRole('log', { name: 'Messages' }).locator('[data-message] [dir="auto"]').allTextContents();
