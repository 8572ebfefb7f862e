import type { Page } from '@playwright/test';
import { expect, newClass, type Person, test } from '#fixtures.ts';
import { enter } from '#live-room.ts';
import { tileOf } from '#media.ts';

const raise = ({ page }: Person) => page.getByRole('button', { name: 'Raise hand' }).click();
const queueOf = (page: Page) => page.getByRole('list', { name: 'Raised hands, in order' }).getByRole('listitem');

/** A running class of three, with the list of participants open at the host's. */
async function inClass(newPerson: (name: string) => Promise<Person>) {
  const [ines, amir, lotte] = [await newPerson('Ines'), await newPerson('Amir'), await newPerson('Lotte')];
  const id = await newClass(ines, [amir, lotte]);
  await enter(ines, id, 'Start Session');
  for (const person of [amir, lotte]) {
    await enter(person, id, 'Join');
    await expect(tileOf(ines.page, person.name)).toBeVisible();
  }
  await ines.page.getByRole('button', { name: 'Participants', exact: true }).click();
  return { id, ines, amir, lotte };
}

test('hands are a queue that everybody sees; the host gives the word to the next, and they are told', async ({
  newPerson,
}) => {
  const { ines, amir, lotte } = await inClass(newPerson);
  await raise(lotte);
  await expect(queueOf(ines.page)).toHaveCount(1);
  // By the key too, where nothing is written.
  await amir.page.keyboard.press('h');
  await expect(queueOf(ines.page)).toContainText([lotte.name, amir.name]);
  await expect(tileOf(amir.page, lotte.name).getByRole('img', { name: 'Hand raised, number 1' })).toBeVisible();
  await expect(tileOf(lotte.page, amir.name).getByRole('img', { name: 'Hand raised, number 2' })).toBeVisible();

  await ines.page.getByRole('button', { name: 'Give the word to the next' }).click();
  await expect(lotte.page.getByText('You have the word', { exact: true })).toBeVisible();
  await expect(tileOf(amir.page, lotte.name).getByRole('img', { name: 'has the word' })).toBeVisible();
  await expect(queueOf(ines.page)).toContainText([amir.name]);
  await lotte.page.getByRole('button', { name: 'Give it back' }).click();
  await expect(lotte.page.getByText('You have the word', { exact: true })).toBeHidden();

  await raise(lotte);
  await expect(queueOf(ines.page)).toHaveCount(2);
  await ines.page.getByRole('button', { name: 'Lower all' }).click();
  await expect(amir.page.getByRole('button', { name: 'Raise hand' })).toBeVisible();
  await expect(queueOf(ines.page)).toHaveCount(0);
});

test('a hand keeps its place over a lost connection, and goes with who leaves', async ({ newPerson }) => {
  const { ines, amir, lotte } = await inClass(newPerson);
  await raise(amir);
  await expect(queueOf(ines.page)).toHaveCount(1);
  await raise(lotte);
  await expect(queueOf(ines.page)).toContainText([amir.name, lotte.name]);
  await amir.context.setOffline(true);
  await expect(tileOf(ines.page, amir.name)).toBeHidden();
  await amir.context.setOffline(false);
  await expect(tileOf(ines.page, amir.name)).toBeVisible();
  await expect(queueOf(ines.page)).toContainText([amir.name, lotte.name]);
  await amir.page.getByRole('button', { name: 'Leave', exact: true }).click();
  await expect(queueOf(ines.page)).toHaveCount(1);
  await expect(queueOf(ines.page)).toContainText([lotte.name]);
});

test("a reaction floats over the tile of who sent it, at everybody's, and is gone", async ({ newPerson }) => {
  const { ines, amir } = await inClass(newPerson);
  await amir.page.getByRole('button', { name: 'React', exact: true }).click();
  await amir.page.getByRole('button', { name: 'Send 👏' }).click();
  await expect(tileOf(ines.page, amir.name).getByText('👏')).toBeVisible();
  await expect(tileOf(ines.page, amir.name).getByText('👏')).toBeHidden();
});
