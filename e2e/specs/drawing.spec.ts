import { expectPage, openBoard } from '#board.ts';
import { drawnOn, drawStroke, expectSame, expectSaved, placeOn, takeTool } from '#drawing.ts';
import { expect, newClass, type People, type Person, test } from '#fixtures.ts';
import { enter } from '#live-room.ts';

/** A running session with these people in it, and the board open at each. */
async function withBoard(newPerson: People['newPerson'], ...names: string[]): Promise<[Person, ...Person[]]> {
  const host = await newPerson('Ines');
  const learners: Person[] = [];
  for (const name of names) learners.push(await newPerson(name));
  const id = await newClass(host, learners);
  await enter(host, id, 'Start Session');
  await openBoard(host.page);
  for (const learner of learners) {
    await enter(learner, id, 'Join');
    await openBoard(learner.page);
  }
  return [host, ...learners];
}

const pagesOf = (people: readonly Person[]) => people.map(({ page }) => page);

test('two draw at once and see the same, dots and words too; undo is one’s own', async ({ newPerson }) => {
  const [ines, amir] = await withBoard(newPerson, 'Amir');
  if (!amir) throw new Error('Nobody came');
  await Promise.all([takeTool(ines.page, 'freedraw'), takeTool(amir.page, 'freedraw')]);
  await Promise.all([
    drawStroke(ines.page, 300, 200).then(() => drawStroke(ines.page, 300, 260)),
    drawStroke(amir.page, 300, 330).then(() => drawStroke(amir.page, 300, 390)),
  ]);
  const dot = await placeOn(ines.page, 330, 440);
  await ines.page.mouse.click(dot.x, dot.y);
  await expectSame(pagesOf([ines, amir]), 5);
  const [last] = (await drawnOn(amir.page)).slice(-1);
  expect(last).toMatchObject({ type: 'freedraw', points: { length: 2 } });

  // Undoing takes back what one did oneself, and not what came later from somebody else.
  await drawStroke(amir.page, 420, 440);
  await expectSame(pagesOf([ines, amir]), 6);
  await ines.page.keyboard.press('Control+z');
  await expectSame(pagesOf([ines, amir]), 5);
  expect((await drawnOn(amir.page)).some(({ id }) => id === last?.id)).toBe(false);
  await ines.page.keyboard.press('Control+Shift+z');
  await expectSame(pagesOf([ines, amir]), 6);
});

test('what is written on the board is text for all, and is read to who does not see it', async ({ newPerson }) => {
  const [ines, amir] = await withBoard(newPerson, 'Amir');
  if (!amir) throw new Error('Nobody came');
  const said: string[] = [];
  for (const { page } of [ines, amir]) page.on('dialog', (dialog) => said.push(dialog.message()));
  const text = '<img src=x onerror=alert(1)> "javascript:alert(2)"';
  await takeTool(ines.page, 'text');
  const place = await placeOn(ines.page, 300, 250);
  await ines.page.mouse.click(place.x, place.y);
  await ines.page.keyboard.type(text);
  await ines.page.keyboard.press('Escape');
  await expectSame(pagesOf([ines, amir]), 1);
  const list = amir.page.getByRole('region', { name: 'What is on the page' });
  await expect(list.getByRole('listitem')).toHaveText([text]);
  await expect(list).toContainText('1 text');
  expect(await amir.page.locator('img[src="x"]').count()).toBe(0);
  expect(said).toEqual([]);
});

test('five draw at once and see the same', async ({ newPerson }) => {
  const people = await withBoard(newPerson, 'Amir', 'Lotte', 'Noor', 'Sami');
  await Promise.all(people.map(({ page }) => takeTool(page, 'freedraw')));
  await Promise.all(
    people.map(async ({ page }, row) => {
      for (let stroke = 0; stroke < 3; stroke++) await drawStroke(page, 280 + stroke * 100, 180 + row * 70, 10);
    }),
  );
  await expectSame(pagesOf(people), 15);
});

test('offline for half a minute while both draw: then both have all of it', async ({ newPerson }) => {
  const [ines, amir] = await withBoard(newPerson, 'Amir');
  if (!amir) throw new Error('Nobody came');
  await Promise.all([takeTool(ines.page, 'freedraw'), takeTool(amir.page, 'freedraw')]);
  await drawStroke(amir.page, 300, 200);
  await expectSame(pagesOf([ines, amir]), 1);
  await amir.context.setOffline(true);
  const until = Date.now() + 30_000;
  let strokes = 1;
  while (Date.now() < until) {
    const column = 280 + (strokes % 7) * 60;
    const row = 180 + (Math.floor(strokes / 7) % 6) * 50;
    await Promise.all([drawStroke(ines.page, column, row, 8), drawStroke(amir.page, column, row + 25, 200)]);
    strokes += 2;
  }
  expect((await drawnOn(amir.page)).length).toBe((strokes + 1) / 2);
  await amir.context.setOffline(false);
  await expectSame(pagesOf([ines, amir]), strokes);
  await expectSaved(amir.page);
});

test('the server is killed while both draw: what was saved is there, and what was not comes after it', async ({
  site,
  newPerson,
}) => {
  const [ines, amir] = await withBoard(newPerson, 'Amir');
  if (!amir) throw new Error('Nobody came');
  await Promise.all([takeTool(ines.page, 'freedraw'), takeTool(amir.page, 'freedraw')]);
  await Promise.all([drawStroke(ines.page, 300, 200), drawStroke(amir.page, 300, 300)]);
  await Promise.all([expectSaved(ines.page), expectSaved(amir.page)]);
  const saved = await drawnOn(ines.page);
  await Promise.all([
    site.killServer(),
    ...[ines, amir].map(({ page }, row) => drawStroke(page, 420, 200 + row * 100, 120)),
  ]);
  await site.start();
  await expectSame(pagesOf([ines, amir]), 4);
  await expectSaved(amir.page);
  // As somebody has it who asks the server, and nobody else.
  await ines.page.reload();
  await expectPage(ines.page);
  await expectSame(pagesOf([ines, amir]), 4);
  const ids = (await drawnOn(ines.page)).map(({ id }) => id);
  for (const { id } of saved) expect(ids).toContain(id);
});

test('the hand beside a pen draws nothing and stops nothing; a finger moves the page', async ({ newPerson }) => {
  const [ines] = await withBoard(newPerson);
  await takeTool(ines.page, 'freedraw');
  const client = await ines.context.newCDPSession(ines.page);
  const start = await placeOn(ines.page, 320, 220);
  const pen = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', x: number, y: number) =>
    client.send('Input.dispatchMouseEvent', {
      ...{ type, x, y, pointerType: 'pen', button: 'left', force: 0.6, clickCount: 1 },
      buttons: type === 'mouseReleased' ? 0 : 1,
    });
  const touch = (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    ...touchPoints: { x: number; y: number; id: number }[]
  ) => client.send('Input.dispatchTouchEvent', { type, touchPoints });

  await pen('mousePressed', start.x, start.y);
  for (let step = 1; step <= 30; step++) {
    await pen('mouseMoved', start.x + step * 5, start.y + Math.sin(step / 3) * 20);
    if (step === 4) await touch('touchStart', { x: start.x + 60, y: start.y + 160, id: 1 });
    if (step > 4 && step < 20) await touch('touchMove', { x: start.x + 60 + step, y: start.y + 160, id: 1 });
    if (step === 20) await touch('touchEnd');
  }
  await pen('mouseReleased', start.x + 150, start.y);
  const [stroke, ...others] = await drawnOn(ines.page);
  expect(others).toEqual([]);
  expect(stroke).toMatchObject({ type: 'freedraw', simulatePressure: false });
  // To its very end, where the pen left.
  const points = Array.isArray(stroke?.points) ? stroke.points : [];
  expect(points.length).toBeGreaterThan(5);
  expect(points.at(-1)[0]).toBeCloseTo(150, 0);

  const where = () => ines.page.evaluate(() => document.querySelector<HTMLCanvasElement>('canvas.static')?.toDataURL());
  const before = await where();
  await touch('touchStart', { x: start.x, y: start.y + 150, id: 2 });
  for (let step = 1; step <= 10; step++) await touch('touchMove', { x: start.x + step * 6, y: start.y + 150, id: 2 });
  await touch('touchEnd');
  await expect.poll(where).not.toBe(before);
  expect(await drawnOn(ines.page)).toHaveLength(1);
});
