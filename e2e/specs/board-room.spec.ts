import type { Page } from '@playwright/test';
import { z } from 'zod';
import { expectAccessible } from '#axe.ts';
import { board, choose, contents, download, drawBox, expectPage, openBoard, tab, write } from '#board.ts';
import { expect, newClass, type Person, test } from '#fixtures.ts';
import { enter } from '#live-room.ts';

/** Excalidraw's own buttons and canvas: what we make stands around them. */
const DRAWING = '.excalidraw';
const PHONE = { width: 390, height: 844 };

const button = (page: Page) => page.getByRole('button', { name: 'Board', exact: true });
const stage = (page: Page) => page.getByRole('region', { name: 'Stage' });
const drawingTools = (page: Page) => page.getByTestId('toolbar-rectangle');

async function running(host: Person, learners: Person[], title?: string): Promise<number> {
  const id = await newClass(host, learners, title);
  await enter(host, id, 'Start Session');
  for (const learner of learners) await enter(learner, id, 'Join');
  // The waiting room has a button for the board too.
  await host.page.getByRole('toolbar', { name: 'Controls' }).getByRole('button', { name: 'Board' }).waitFor();
  return id;
}

test('the board opens from the bar and by its key, stands beside the stage or in its place, and gives the focus back', async ({
  newPerson,
}) => {
  const ines = await newPerson('Ines');
  const { page } = ines;
  await running(ines, []);
  await openBoard(page);
  await expect(board(page)).toBeFocused();
  const [drawing, people] = [await board(page).boundingBox(), await stage(page).boundingBox()];
  expect((drawing?.width ?? 0) / (people?.width ?? 1)).toBeGreaterThan(1.7);

  await page.getByRole('button', { name: 'Fill the room' }).click();
  await expect(stage(page)).toBeHidden();
  await page.reload();
  await expectPage(page);
  await expect(stage(page)).toBeHidden();
  await page.getByRole('button', { name: 'Beside the people' }).click();
  await expect(stage(page)).toBeVisible();

  await page.getByRole('button', { name: 'Notes', exact: true }).click();
  await expect(page.getByRole('complementary', { name: 'Notes' })).toBeVisible();
  await expect(board(page)).toBeVisible();

  await page.getByRole('button', { name: 'Close the board' }).click();
  await expect(button(page)).toBeFocused();
  await expect(board(page)).toBeHidden();
  await page.keyboard.press('b');
  await expect(board(page)).toBeFocused();
  await expectPage(page);

  await test.step('while one draws, keys are the drawing’s', async () => {
    await drawBox(page, [0.3, 0.4], [0.5, 0.6]);
    await page.keyboard.press('v');
    await page.keyboard.press('b');
    await expect(contents(page)).toContainText('1 shape');
    await expect(board(page)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Turn on camera' })).toBeVisible();
  });
});

test('pages are added, named and taken away, and one that was cleared comes back', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  await running(ines, [amir]);
  await openBoard(ines.page);
  await drawBox(ines.page, [0.3, 0.4], [0.5, 0.6]);
  await ines.page.getByRole('button', { name: 'Add a page' }).click();
  await expect(tab(ines.page, 'Page 2')).toHaveAttribute('aria-selected', 'true');
  await expect(contents(ines.page)).toContainText('Nothing is on the page');
  await expect(button(amir.page)).toHaveAccessibleDescription('The board has a new page');
  await openBoard(amir.page);
  await expect(button(amir.page)).not.toHaveAccessibleDescription('The board has a new page');
  // The page that a host turned to last.
  await expect(tab(amir.page, 'Page 2')).toHaveAttribute('aria-selected', 'true');

  await tab(ines.page, 'Page 2').dblclick();
  await ines.page.keyboard.type('Vectors');
  await ines.page.keyboard.press('Enter');
  await expect(tab(amir.page, 'Vectors')).toBeVisible();
  await expect(tab(ines.page, 'Vectors')).toBeFocused();

  await tab(amir.page, 'Page 1').click();
  await expect(contents(amir.page)).toContainText('1 shape');
  await tab(ines.page, 'Page 1').click();
  await choose(ines.page, 'What to do with Page 1', 'Clear page');
  await expect(contents(amir.page)).toContainText('Nothing is on the page');
  await expect(board(ines.page)).toContainText('Page 1 was cleared');
  await expect(board(amir.page)).not.toContainText('Page 1 was cleared');
  await ines.page.getByRole('button', { name: 'Undo', exact: true }).and(ines.page.getByText('Undo')).click();
  await expect(contents(amir.page)).toContainText('1 shape');
  await expect(board(ines.page)).not.toContainText('Page 1 was cleared');

  await choose(ines.page, 'What to do with Page 1', 'Remove page …');
  await ines.page.getByRole('dialog').getByRole('button', { name: 'Remove page' }).click();
  await expect(tab(amir.page, 'Vectors')).toHaveAttribute('aria-selected', 'true');
  await expect(board(amir.page).getByRole('tab')).toHaveCount(1);
  await ines.page.getByRole('button', { name: 'What to do with Vectors' }).click();
  await expect(ines.page.getByRole('menuitem', { name: 'Remove page …' })).toHaveCount(0);
});

test('who may draw: everyone, hosts only or some, for the others at once', async ({ newPerson }) => {
  const [ines, amir, bo] = [await newPerson('Ines'), await newPerson('Amir'), await newPerson('Bo')];
  await running(ines, [amir, bo]);
  for (const { page } of [ines, amir, bo]) await openBoard(page);
  await expect(drawingTools(amir.page)).toBeAttached();
  await expect(ines.page.getByRole('button', { name: 'Who may draw: Everyone' })).toBeVisible();
  await expect(amir.page.getByRole('button', { name: /^Who may draw/ })).toHaveCount(0);
  await drawBox(amir.page, [0.3, 0.4], [0.5, 0.6]);
  await expect(contents(ines.page)).toContainText('1 shape');

  await ines.page.getByRole('button', { name: 'Who may draw: Everyone' }).click();
  await ines.page.getByRole('menuitemradio', { name: 'Hosts only' }).click();
  for (const { page } of [amir, bo]) {
    await expect(board(page).getByText('View only')).toBeVisible();
    await expect(drawingTools(page)).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Add a page' })).toHaveCount(0);
  }
  await expect(drawingTools(ines.page)).toBeAttached();

  await ines.page.getByRole('menuitemradio', { name: 'Some people' }).click();
  await ines.page.getByRole('menuitemcheckbox', { name: amir.name }).click();
  await expect(drawingTools(amir.page)).toBeAttached();
  await expect(board(amir.page).getByText('View only')).toBeHidden();
  await ines.page.keyboard.press('Escape');
  await expect(ines.page.getByRole('button', { name: 'Who may draw: Some people' })).toBeVisible();
  await drawBox(amir.page, [0.6, 0.4], [0.8, 0.6]);
  await expect(contents(ines.page)).toContainText('2 shapes');
  await expect(board(bo.page).getByText('View only')).toBeVisible();

  await ines.page.getByRole('button', { name: 'Who may draw: Some people' }).click();
  await ines.page.getByRole('menuitemradio', { name: 'Everyone' }).click();
  await expect(drawingTools(bo.page)).toBeAttached();
});

test('a host leads: the others’ boards open, turn and move along, until they go their own way', async ({
  newPerson,
}) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  await running(ines, [amir]);
  await openBoard(ines.page);
  await drawBox(ines.page, [0.3, 0.4], [0.5, 0.6]);
  await ines.page.getByRole('button', { name: 'Lead', exact: true }).click();
  await expect(board(amir.page)).toContainText(`You follow ${ines.name}`);
  await expect(board(ines.page)).toContainText('You lead');
  await expectPage(amir.page);
  // It has not taken the keyboard from whatever they were at.
  await expect(board(amir.page)).not.toBeFocused();

  await ines.page.getByRole('button', { name: 'Add a page' }).click();
  await expect(tab(amir.page, 'Page 2')).toHaveAttribute('aria-selected', 'true');
  await tab(ines.page, 'Page 1').click();
  await expect(tab(amir.page, 'Page 1')).toHaveAttribute('aria-selected', 'true');
  await expectPage(amir.page);

  const zoom = ({ page }: Person) => board(page).getByTitle('Reset zoom');
  const before = await zoom(amir).textContent();
  for (let times = 0; times < 5; times += 1)
    await board(ines.page)
      .getByTitle(/^Zoom in/)
      .click();
  await expect(zoom(amir)).not.toHaveText(before ?? '');

  await board(amir.page)
    .getByTitle(/^Zoom out/)
    .click();
  await expect(board(amir.page)).toContainText(`${ines.name} leads`);
  await tab(ines.page, 'Page 2').click();
  await expect(tab(amir.page, 'Page 1')).toHaveAttribute('aria-selected', 'true');
  await amir.page.getByRole('button', { name: 'Follow again' }).click();
  await expect(tab(amir.page, 'Page 2')).toHaveAttribute('aria-selected', 'true');
  await tab(amir.page, 'Page 1').click();
  await expect(amir.page.getByRole('button', { name: 'Follow again' })).toBeVisible();

  await amir.page.getByRole('button', { name: 'Close the board' }).click();
  await tab(ines.page, 'Page 1').click();
  await expect(button(amir.page)).toHaveAccessibleDescription('A page of the board was opened');
  await ines.page.getByRole('button', { name: 'Close the board' }).click();
  await openBoard(amir.page);
  await expect(board(amir.page)).not.toContainText('leads');
});

const Drawing = z.object({
  type: z.literal('excalidraw'),
  elements: z.array(z.object({ type: z.string(), name: z.string().nullish(), text: z.string().optional() })),
});

test('prepared in the waiting room, and after the end there to look at and to take along', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  const id = await newClass(ines, [amir], 'Algebra: 1/2');
  const { page } = ines;
  await amir.page.goto(`/sessions/${id}/live`);
  await expect(amir.page.getByText('You are in the waiting room')).toBeVisible();
  await expect(amir.page.getByRole('button', { name: 'Prepare the board' })).toHaveCount(0);
  await page.goto(`/sessions/${id}/live`);
  await page.getByRole('button', { name: 'Prepare the board' }).click();
  await expectPage(page);
  await write(page, [0.4, 0.4], 'Pythagoras');
  await expect(contents(page)).toContainText('Pythagoras');
  await page.getByRole('button', { name: 'Add a page' }).click();
  await expect(tab(page, 'Page 2')).toHaveAttribute('aria-selected', 'true');
  await tab(page, 'Page 1').click();
  await expect(contents(page)).toContainText('Pythagoras');
  await page.getByRole('button', { name: 'Back to the waiting room' }).click();
  await expect(page.getByRole('button', { name: 'Prepare the board' })).toBeFocused();

  await page.getByRole('button', { name: 'Start Session' }).click();
  await openBoard(amir.page);
  await expect(contents(amir.page)).toContainText('Pythagoras');
  await page.getByRole('button', { name: 'End for everyone' }).click();
  await page.getByRole('button', { name: 'End session' }).click();

  const card = amir.page.getByRole('region', { name: 'Board', exact: true });
  await expect(card).toContainText('The board has 2 pages.');
  await card.getByRole('button', { name: 'Look at the board' }).click();
  const shown = amir.page.getByRole('dialog', { name: 'Board' });
  await expect(shown.getByRole('region', { name: 'What is on the page' })).toContainText('Pythagoras');
  await expect(drawingTools(amir.page)).toHaveCount(0);
  await expect(shown.getByRole('button', { name: 'Add a page' })).toHaveCount(0);

  await test.step('this page', async () => {
    const png = await download(amir.page, 'This page', 'Picture (PNG)');
    expect(png.name).toBe('Algebra 1 2, Page 1.png');
    expect(png.bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(150);
    expect(png.bytes.readUInt32BE(20)).toBeGreaterThan(90);
    const svg = await download(amir.page, 'This page', 'Drawing (SVG)');
    expect(svg.name).toBe('Algebra 1 2, Page 1.svg');
    expect(svg.bytes.toString()).toContain('>Pythagoras</text>');
    const file = await download(amir.page, 'This page', 'Excalidraw file');
    const { elements } = Drawing.parse(JSON.parse(file.bytes.toString()));
    expect(elements.map(({ type, text }) => [type, text])).toEqual([['text', 'Pythagoras']]);
  });
  await test.step('all pages', async () => {
    const pdf = await download(amir.page, 'All pages', 'PDF');
    expect(pdf.name).toBe('Algebra 1 2, Board.pdf');
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.bytes.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2);
    const file = await download(amir.page, 'All pages', 'Excalidraw file, pages side by side');
    const { elements } = Drawing.parse(JSON.parse(file.bytes.toString()));
    expect(elements.map(({ type, name, text }) => [type, name ?? text])).toEqual([
      ['text', 'Pythagoras'],
      ['frame', 'Page 1'],
      ['frame', 'Page 2'],
    ]);
  });
  await test.step('an empty page says so', async () => {
    await shown.getByRole('tab', { name: 'Page 2' }).click();
    await expect(shown.getByRole('region', { name: 'What is on the page' })).toContainText('Nothing is on the page');
    await shown.getByRole('button', { name: 'Download', exact: true }).click();
    await amir.page.getByRole('menuitem', { name: 'Picture (PNG)' }).click();
    await expect(shown).toContainText('There is nothing on this page to download yet.');
  });
});

test('a board on which nothing was drawn says so after the end', async ({ newPerson }) => {
  const ines = await newPerson('Ines');
  const id = await running(ines, []);
  expect((await ines.api.post(`/api/sessions/${id}/end/`)).status()).toBe(200);
  const card = ines.page.getByRole('region', { name: 'Board', exact: true });
  await expect(card).toContainText('Nothing was drawn on the board.');
  await expect(card.getByRole('button')).toHaveCount(0);
});

test('on a phone the board fills the room, and leaves two rows of controls', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  await ines.page.setViewportSize(PHONE);
  await running(ines, [amir]);
  const { page } = ines;
  await openBoard(page);
  await expect(stage(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Fill the room' })).toBeHidden();
  const bar = page.getByRole('toolbar', { name: 'Controls' });
  const rows = await bar.getByRole('button').evaluateAll((all) => {
    return new Set(all.map((one) => Math.round(one.getBoundingClientRect().bottom / 10))).size;
  });
  expect(rows).toBe(2);
  const sticksOut = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  for (let count = 2; count <= 8; count += 1) {
    await page.getByRole('button', { name: 'Add a page' }).click();
    await expect(tab(page, `Page ${count}`)).toHaveAttribute('aria-selected', 'true');
  }
  // Many pages scroll, and the one that is shown is in sight; what stands behind them stays in reach.
  await expect(tab(page, 'Page 8')).toBeInViewport({ ratio: 0.9 });
  await expect(tab(page, 'Page 1')).not.toBeInViewport();
  await expect(page.getByRole('button', { name: 'Add a page' })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('button', { name: 'Close the board' })).toBeInViewport({ ratio: 1 });
  expect(await sticksOut()).toBeLessThanOrEqual(0);
  await expectAccessible(page, 'the board on a phone', DRAWING);
  await page.getByRole('button', { name: 'Chat', exact: true }).click();
  await expect(page.getByRole('complementary', { name: 'Chat' })).toBeVisible();
});

test('by keyboard alone: pages, who draws, leading; and axe finds nothing serious', async ({ newPerson }) => {
  test.slow();
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  const id = await running(ines, [amir]);
  const { page } = ines;
  await page.keyboard.press('b');
  await expectPage(page);
  await page.keyboard.press('Tab');
  await expect(tab(page, 'Page 1')).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.type('Sums');
  await page.keyboard.press('Enter');
  await expect(tab(page, 'Sums')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'What to do with Sums' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(tab(page, 'Page 2')).toHaveAttribute('aria-selected', 'true');
  await tab(page, 'Page 2').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(tab(page, 'Sums')).toBeFocused();
  await expect(tab(page, 'Page 2')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(tab(page, 'Sums')).toHaveAttribute('aria-selected', 'true');

  for (const name of ['What to do with Sums', 'Add a page', 'Who may draw: Everyone']) {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name })).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemradio', { name: 'Everyone' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitemradio', { name: 'Some people' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemcheckbox', { name: amir.name })).toBeVisible();
  await expectAccessible(page, 'who may draw', DRAWING);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Lead', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(board(page)).toContainText('You lead');
  await expect(board(amir.page)).toContainText('You follow');
  await write(page, [0.4, 0.5], 'two and two');
  await expect(contents(amir.page)).toContainText('two and two');
  await expectAccessible(page, 'the board of who leads', DRAWING);
  await expectAccessible(amir.page, 'the board of who follows', DRAWING);
  await page.getByRole('button', { name: 'What to do with Sums' }).click();
  await expectAccessible(page, 'the menu of a page', DRAWING);
  await page.keyboard.press('Escape');

  expect((await ines.api.post(`/api/sessions/${id}/end/`)).status()).toBe(200);
  await amir.page.getByRole('button', { name: 'Look at the board' }).click();
  await expectPage(amir.page);
  await expectAccessible(amir.page, 'the board after the end', DRAWING);
});
