import { expectAccessible } from '#axe.ts';
import { expect, newClass, type Person, test } from '#fixtures.ts';
import { enter } from '#live-room.ts';
import { type Colour, partOf, pdf, png } from '#pictures.ts';

const ORANGE: Colour = [240, 120, 20];
const GREEN: Colour = [20, 160, 60];
const BLUE: Colour = [60, 100, 180];

/** Both in the room of a running session, with the board open. */
async function bothDraw(ines: Person, amir: Person): Promise<number> {
  const id = await newClass(ines, [amir]);
  await enter(ines, id, 'Start Session');
  await enter(amir, id, 'Join');
  for (const { page } of [ines, amir]) {
    await page.getByRole('button', { name: /^Board/ }).click();
    await expect(page.locator('canvas.excalidraw__canvas.interactive')).toBeVisible();
  }
  return id;
}

const choose = ({ page }: Person, name: string, mimeType: string, buffer: Buffer) =>
  page.locator('#board input[type=file]').setInputFiles({ name, mimeType, buffer });

test('a picture is seen by the others, and a stranger cannot get it', async ({ newPerson }) => {
  const [ines, amir, olga] = [await newPerson('Ines'), await newPerson('Amir'), await newPerson('Olga')];
  await bothDraw(ines, amir);
  const asked = amir.page.waitForRequest(/\/board\/files\/[\w-]+\/$/);
  await choose(ines, 'orange.png', 'image/png', png(300, 200, ORANGE));
  for (const { page } of [ines, amir]) await expect.poll(() => partOf(page, ORANGE)).toBeGreaterThan(0.01);
  const address = new URL((await asked).url()).pathname;
  const answer = await amir.api.get(address);
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toBe('image/png');
  expect(answer.headers()['content-security-policy']).toContain('sandbox');
  expect((await olga.api.get(address)).status()).toBe(404);
  // Taken back like anything else that one has drawn.
  await ines.page.locator('#board').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => partOf(amir.page, ORANGE)).toBeLessThan(0.001);
});

test('an SVG comes as points: nothing in it runs or is fetched, and what it shows is shown', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  await bothDraw(ines, amir);
  const wrong: string[] = [];
  for (const { page } of [ines, amir]) {
    page.on('dialog', (dialog) => {
      wrong.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (request.url().includes('example.org')) wrong.push(request.url());
    });
  }
  const svg = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
    viewBox="0 0 40 20" onload="alert(1)"><script>alert(2)</script><style>@import url(https://example.org/x.css);</style>
    <rect width="40" height="20" fill="rgb(${GREEN})"/><image xlink:href="https://example.org/x.png" width="1" height="1"/>
    <foreignObject width="1" height="1"><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:alert(3)"/>
    </foreignObject><a xlink:href="javascript:alert(4)"><circle r="1"/></a></svg>`;
  const asked = amir.page.waitForRequest(/\/board\/files\/[\w-]+\/$/);
  await choose(ines, 'drawing.svg', 'image/svg+xml', Buffer.from(svg));
  for (const { page } of [ines, amir]) await expect.poll(() => partOf(page, GREEN)).toBeGreaterThan(0.01);
  const answer = await amir.api.get(new URL((await asked).url()).pathname);
  expect(answer.headers()['content-type']).toMatch(/^image\/(webp|png)$/);
  expect(await answer.text()).not.toContain('<svg');
  for (const { page } of [ines, amir]) await expect(page.locator('foreignObject, iframe')).toHaveCount(0);
  expect(wrong).toEqual([]);
});

test('what is no picture, or too large, is refused in words before anything is sent', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  const id = await bothDraw(ines, amir);
  const sent: string[] = [];
  ines.page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/board/')) sent.push(request.url());
  });
  const alert = (name: string) => ines.page.getByRole('alert').filter({ hasText: name });
  await choose(ines, 'page.png', 'image/png', Buffer.from('<!doctype html><script>alert(1)</script>'));
  await expect(alert('page.png')).toContainText('This is no picture.');
  await choose(ines, 'large.png', 'image/png', Buffer.concat([png(2, 2, BLUE), Buffer.alloc(25 * 1024 * 1024)]));
  await expect(alert('large.png')).toContainText('A picture can have 25 MB at most.');
  await choose(ines, 'cut.png', 'image/png', png(300, 200, BLUE).subarray(0, 60));
  await expect(alert('cut.png')).toContainText('This picture is damaged');
  for (const name of ['page.png', 'large.png', 'cut.png'])
    await ines.page.getByRole('button', { name: `Do not insert ${name}` }).click();
  await expect(ines.page.getByRole('alert')).toHaveCount(0);
  expect(sent).toEqual([]);
  // Nor does the server take it from whoever goes around the page.
  const data = Buffer.from('<!doctype html><script>alert(1)</script>');
  const headers = { 'content-type': 'application/octet-stream' };
  const refused = await amir.api.post(`/api/sessions/${id}/board/files/?name=page.png`, { data, headers });
  expect([refused.status(), (await refused.json()).code]).toEqual([415, 'board_file_type']);
});

test('a picture whose way breaks off is sent again, and nothing half is seen meanwhile', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  await bothDraw(ines, amir);
  await ines.page.route(/\/board\/files\/\?/, (route) => route.abort());
  await choose(ines, 'blue.png', 'image/png', png(300, 200, BLUE));
  const alert = ines.page.getByRole('alert').filter({ hasText: 'blue.png' });
  await expect(alert).toContainText('The server cannot be reached.');
  expect(await partOf(amir.page, BLUE)).toBeLessThan(0.001);
  await ines.page.unroute(/\/board\/files\/\?/);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => partOf(amir.page, BLUE)).toBeGreaterThan(0.01);
  await expect(alert).toHaveCount(0);
});

test('a PDF becomes pages to write on, as many as one takes', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  await bothDraw(ines, amir);
  const dialog = ines.page.getByRole('dialog', { name: 'Insert PDF' });
  await choose(ines, 'slides.pdf', 'application/pdf', pdf([ORANGE, GREEN, BLUE]));
  await expect(dialog.getByText('slides.pdf has 3 pages. Each becomes a page of the board.')).toBeVisible();
  const pages = dialog.getByRole('textbox', { name: 'Which pages' });
  await expect(pages).toHaveValue('1-3');
  await expectAccessible(ines.page, 'the choice of pages');
  await pages.fill('1-4');
  await dialog.getByRole('button', { name: 'Insert', exact: true }).click();
  await expect(dialog.getByText('Name pages from 1 to 3, such as 1-3, 7.')).toBeVisible();
  await pages.fill('1-3');
  await dialog.getByRole('button', { name: 'Insert', exact: true }).click();
  await expect(dialog.getByText('3 pages were inserted.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Show' }).click();
  await expect(ines.page.getByRole('tab', { name: 'slides 1' })).toHaveAttribute('aria-selected', 'true');
  for (const [number, colour] of [ORANGE, GREEN, BLUE].entries()) {
    await amir.page.getByRole('tab', { name: `slides ${number + 1}` }).click();
    await expect.poll(() => partOf(amir.page, colour)).toBeGreaterThan(0.05);
    for (const other of [ORANGE, GREEN, BLUE].filter((one) => one !== colour))
      await expect.poll(() => partOf(amir.page, other)).toBeLessThan(0.001);
  }
});

test('a PDF that cannot be read says why', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  await bothDraw(ines, amir);
  const dialog = ines.page.getByRole('dialog', { name: 'Insert PDF' });
  await choose(ines, 'broken.pdf', 'application/pdf', Buffer.from('%PDF-1.4\nnothing more'));
  await expect(dialog.getByText('This PDF is damaged and cannot be read.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await choose(ines, 'large.pdf', 'application/pdf', Buffer.concat([pdf([BLUE]), Buffer.alloc(25 * 1024 * 1024)]));
  await expect(dialog.getByText(/^A PDF can have 25 MB at most/)).toBeVisible();
  await ines.page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(ines.page.getByRole('tab')).toHaveCount(1);
});
