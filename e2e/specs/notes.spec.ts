import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from '@playwright/test';
import { expectAccessible, expectAccessibleEverywhere } from '#axe.ts';
import { expect, newClass, type Person, test } from '#fixtures.ts';
import { enter } from '#live-room.ts';
import { fieldOf, notesOf, openNotes } from '#notes.ts';

/** Both in the room of a running session, with the notes open. */
async function bothWrite(ines: Person, amir: Person, title?: string): Promise<number> {
  const id = await newClass(ines, [amir], title);
  await enter(ines, id, 'Start Session');
  await enter(amir, id, 'Join');
  for (const person of [ines, amir]) {
    await openNotes(person);
    await expect(fieldOf(person)).toBeVisible();
  }
  return id;
}

/** What is written: the carets of others, with their names, may stand in the middle of it. */
const wordsOf = async (field: Locator) => ((await field.textContent()) ?? '').replaceAll(/(Ines|Amir) Test/g, '');

async function saved(page: Page, button: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), text: await textOf(download) };
}
const textOf = async (download: Download) => readFile(await download.path(), 'utf8');

test('two people write at once, see each other by name, and each takes back only their own', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  await bothWrite(ines, amir);
  const [hers, his] = [fieldOf(ines), fieldOf(amir)];

  await hers.click();
  await ines.page.keyboard.type('# Plan\nfirst her line');
  await expect(his.getByRole('heading', { level: 3, name: 'Plan' })).toBeVisible();
  await expect(his.getByText('Ines Test')).toBeVisible();
  await his.click();
  await amir.page.keyboard.press('Control+End');
  await amir.page.keyboard.press('Enter');
  await Promise.all([
    ines.page.keyboard.type(' and more of hers'),
    amir.page.keyboard.type('then his own line', { delay: 10 }),
  ]);
  for (const field of [hers, his]) {
    await expect(field.getByText('first her line and more of hers')).toBeVisible();
    await expect(field.getByText('then his own line')).toBeVisible();
  }
  await expect(hers.getByText('Amir Test')).toBeVisible();

  await ines.page.keyboard.press('Control+z');
  for (const field of [hers, his]) {
    await expect(field.getByText('and more of hers')).toHaveCount(0);
    await expect(field.getByText('then his own line')).toBeVisible();
  }
  await ines.page.keyboard.press('Control+y');
  await expect.poll(() => wordsOf(his)).toContain('first her line and more of hers');
  await amir.page.keyboard.press('Control+z');
  for (const field of [hers, his]) {
    await expect(field.getByText('then his own line')).toHaveCount(0);
    await expect.poll(() => wordsOf(field)).toContain('first her line and more of hers');
  }
  await expect(notesOf(ines).getByText('Saved', { exact: true })).toBeVisible();

  await amir.page.getByRole('button', { name: 'Close the notes' }).click();
  await expect(hers.getByText('Amir Test')).toHaveCount(0);
});

test('who may not write any more reads at once, and writes again as soon as they may', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  const id = await bothWrite(ines, amir);
  await fieldOf(amir).click();
  await amir.page.keyboard.type('before');
  await expect(fieldOf(ines)).toContainText('before');

  const lock = (on: boolean) => ines.api.patch(`/api/sessions/${id}/moderation/`, { data: { locks: { board: on } } });
  expect((await lock(true)).status()).toBe(200);
  await expect(notesOf(amir).getByText('To read only')).toBeVisible();
  await expect(fieldOf(amir)).toHaveCount(0);
  await expect(notesOf(amir).getByRole('toolbar')).toHaveCount(0);
  await fieldOf(ines).click();
  await ines.page.keyboard.press('Control+End');
  await ines.page.keyboard.type(' and hers');
  await expect(notesOf(amir)).toContainText('before and hers');
  await amir.page.keyboard.type('not his');
  expect((await lock(false)).status()).toBe(200);
  await expect(fieldOf(amir)).toHaveText(/^before and hers(Ines Test)?$/);
  await fieldOf(amir).click();
  await amir.page.keyboard.press('Control+End');
  await amir.page.keyboard.type(', his again');
  await expect(fieldOf(ines)).toHaveText(/before and hers.*, his again/);
});

test('what is written without a connection is there once it is back', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  await bothWrite(ines, amir);
  await fieldOf(ines).click();
  await ines.page.keyboard.type('together. ');
  await expect(fieldOf(amir)).toContainText('together.');
  await amir.context.setOffline(true);
  await fieldOf(amir).click();
  await amir.page.keyboard.press('Control+End');
  await amir.page.keyboard.type('his alone. ');
  await expect(notesOf(amir).getByText(/^Offline: what you wrote is kept here/)).toBeVisible({ timeout: 90_000 });
  await ines.page.keyboard.type('hers alone. ');
  await expect(fieldOf(ines)).not.toContainText('his alone');
  await amir.context.setOffline(false);
  for (const person of [ines, amir]) {
    for (const text of ['together.', 'his alone.', 'hers alone.']) await expect(fieldOf(person)).toContainText(text);
    await expect(notesOf(person).getByText('Saved', { exact: true })).toBeVisible();
  }
});

test('the notes from the waiting room to what everybody takes along after the end', async ({ newPerson }) => {
  const [ines, amir, olga] = [await newPerson('Ines'), await newPerson('Amir'), await newPerson('Olga')];
  const title = 'Algebra <b>1/2</b>';
  const id = await newClass(ines, [amir, olga], title);
  await ines.page.goto(`/sessions/${id}/live`);
  await ines.page.getByRole('button', { name: 'Notes', exact: true }).click();
  const prepared = ines.page.getByRole('dialog', { name: 'Notes' });
  await prepared.getByRole('textbox', { name: 'Notes' }).click();
  await ines.page.keyboard.type('# Today\n- one\n');
  await ines.page.keyboard.type('two');
  await expect(prepared.getByText('Saved', { exact: true })).toBeVisible();
  await expectAccessible(ines.page, 'the notes before the session');
  await prepared.getByRole('button', { name: 'Close the notes' }).click();
  await amir.page.goto(`/sessions/${id}/live`);
  await expect(amir.page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(amir.page.getByRole('button', { name: 'Notes', exact: true })).toHaveCount(0);

  await ines.page.getByRole('button', { name: 'Start Session' }).click();
  await openNotes(amir);
  await expect(fieldOf(amir).getByRole('listitem').filter({ hasText: 'two' })).toBeVisible();
  await fieldOf(amir).click();
  await amir.page.keyboard.press('Control+End');
  await amir.page.keyboard.press('Enter');
  await amir.page.keyboard.press('Enter');
  await amir.page.keyboard.type('**strong** and `code`, <script>alert(1)</script> [x](javascript:alert(1))');
  await expect(notesOf(amir).getByText('Saved', { exact: true })).toBeVisible();

  expect((await ines.api.post(`/api/sessions/${id}/end/`)).status()).toBe(200);
  for (const { page } of [ines, amir]) {
    const notes = page.getByRole('region', { name: 'Notes' });
    await expect(notes.getByRole('heading', { level: 3, name: 'Today' })).toBeVisible();
    await expect(notes.getByRole('textbox')).toHaveCount(0);
    await expect(notes.getByText('To read only')).toBeVisible();
  }
  await expectAccessibleEverywhere(amir.page, 'the notes after the end');
  const markdown = await saved(amir.page, 'Save as Markdown');
  expect(markdown).toEqual({
    name: 'Algebra b 1 2 b – Notes.md',
    text: [
      '# Today\n\n- one\n- two\n\n**strong** and `code`, &lt;script&gt;alert(1)&lt;/script&gt; ',
      '\\[x\\](javascript:alert(1))\n',
    ].join(''),
  });
  const html = await saved(amir.page, 'Save as HTML');
  expect(html.name).toBe('Algebra b 1 2 b – Notes.html');
  await amir.page.setContent(html.text);
  await expect(amir.page).toHaveTitle(title);
  await expect(amir.page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
  await expect(amir.page.locator('script, a')).toHaveCount(0);
  await expect(amir.page.locator('main')).toContainText('<script>alert(1)</script> [x](javascript:alert(1))');

  // Whoever was never in has nothing to read.
  await olga.page.goto(`/sessions/${id}/live`);
  await expect(olga.page.getByRole('heading', { level: 1 })).toContainText('ended');
  await expect(olga.page.getByRole('region', { name: 'Notes' })).toHaveCount(0);
});

test('everything goes by keyboard, on a phone too, and axe finds nothing', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  await bothWrite(ines, amir);
  const { page } = ines;
  const tools = notesOf(ines).getByRole('toolbar', { name: 'Formatting' });
  await fieldOf(ines).focus();
  await page.keyboard.type('word');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Shift+Tab');
  await expect(tools.getByRole('button', { name: 'Undo' })).toBeFocused();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight');
  await expect(tools.getByRole('button', { name: 'Bold' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(tools.getByRole('button', { name: 'Bold' })).toHaveAttribute('aria-pressed', 'true');
  await expect(fieldOf(amir).locator('strong')).toHaveText('word');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('example.org');
  await page.keyboard.press('Enter');
  const link = fieldOf(amir).getByRole('link', { name: 'word' });
  await expect(link).toHaveAttribute('href', 'https://example.org/');
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
  await expect(fieldOf(ines)).toBeFocused();
  await expectAccessibleEverywhere(page, 'the notes in the room');

  await page.setViewportSize({ width: 390, height: 844 });
  const box = await notesOf(ines).boundingBox();
  expect(box).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
  await page.keyboard.press('Escape');
  await expect(notesOf(ines)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'More', exact: true })).toBeFocused();
});
