import { expect, type Locator } from '@playwright/test';
import type { Person } from '#fixtures.ts';

/** The panel with the notes. */
export const notesOf = ({ page }: Person): Locator => page.getByRole('complementary', { name: 'Notes' });

/** Where one writes. */
export const fieldOf = (person: Person): Locator => notesOf(person).getByRole('textbox', { name: 'Notes' });

/** By the menu, as everybody does. */
export async function openNotes(person: Person): Promise<void> {
  await person.page.getByRole('button', { name: 'More', exact: true }).click();
  await person.page.getByRole('menuitem', { name: 'Notes' }).click();
  await expect(notesOf(person)).toBeVisible();
}
