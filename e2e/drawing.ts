import { expect, type Page } from '@playwright/test';
import { board } from '#board.ts';

/** An element as a browser really has it on its page, without what is its own affair. */
export interface Drawn {
  id: string;
  type: string;
  [key: string]: unknown;
}

export const canvasOf = (page: Page) => page.locator('canvas.interactive');

export async function takeTool(page: Page, tool: 'freedraw' | 'rectangle' | 'selection' | 'text'): Promise<void> {
  await page.locator(`label:has([data-testid="toolbar-${tool}"])`).click();
}

/** From the canvas's corner: clear of the bars and panels on it. */
export async function placeOn(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await canvasOf(page).boundingBox();
  if (!box) throw new Error('There is no canvas');
  return { x: box.x + x, y: box.y + y };
}

/** A stroke with the mouse, to the right and in waves, in so many steps. One of many takes its time. */
export async function drawStroke(page: Page, x: number, y: number, steps = 20): Promise<void> {
  const start = await placeOn(page, x, y);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  const width = Math.min(4, 160 / steps);
  for (let step = 1; step <= steps; step++)
    await page.mouse.move(start.x + step * width, start.y + Math.sin(step / 2) * 12);
  await page.mouse.up();
}

/** What is on the page in this browser, from the lowest to the highest: read from the very scene that is drawn. */
export async function drawnOn(page: Page): Promise<Drawn[]> {
  const drawn = await drawnIfShown(page);
  if (!drawn) throw new Error('There is no page');
  return drawn;
}

/** Null where no page is shown, as for a moment at somebody who was offline for so long that they come in anew. */
async function drawnIfShown(page: Page): Promise<Drawn[] | null> {
  return page.evaluate(() => {
    interface Fiber {
      return: Fiber | null;
      stateNode: { scene?: { getNonDeletedElements(): Record<string, unknown>[] } } | null;
    }
    const shown = document.querySelector('.excalidraw');
    const key = Object.keys(shown ?? {}).find((name) => name.startsWith('__reactFiber$'));
    let fiber: Fiber | null = key && shown ? Reflect.get(shown, key) : null;
    while (fiber && !fiber.stateNode?.scene) fiber = fiber.return;
    const elements = fiber?.stateNode?.scene?.getNonDeletedElements();
    if (!elements) return null;
    return elements.map((element) => {
      const { version, versionNonce, updated, index, lastCommittedPoint, customData, ...shared } = element;
      return { ...shared, id: String(shared.id), type: String(shared.type) };
    });
  });
}

/** All have the same on their page, and so many elements of it. */
export async function expectSame(pages: readonly Page[], count: number): Promise<void> {
  await expect
    .poll(async () => {
      const all = await Promise.all(pages.map(drawnIfShown));
      return all.map((drawn) => drawn?.length);
    })
    .toEqual(pages.map(() => count));
  const [first, ...others] = pages;
  if (!first) return;
  for (const other of others)
    await expect
      .poll(async () => {
        const [one, another] = [await drawnIfShown(other), await drawnIfShown(first)];
        return one !== null && another !== null && isSame(one, another);
      })
      .toBe(true);
}

/** Whether both are the same, to the hundredth that points are kept in. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one === 'number' && typeof other === 'number') return Math.abs(one - other) < 0.02;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return one === other;
  const [values, others] = [Object.entries(one), new Map(Object.entries(other))];
  return values.length === others.size && values.every(([key, value]) => isSame(value, others.get(key)));
}

/** All that this browser has drawn is kept at the server. */
export async function expectSaved(page: Page): Promise<void> {
  await expect(board(page).getByText('Saved', { exact: true })).toBeVisible();
}
