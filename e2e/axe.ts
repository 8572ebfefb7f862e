import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** axe finds nothing serious on the page as it is now, in both colour schemes; `but_for` what is another's, by a selector. */
export async function expectAccessible(page: Page, what: string, but_for?: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }), what).toHaveCount(1);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The page hears of it with its next frame; until then it may be half in the colours of the other.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']);
    if (but_for !== undefined) axe.exclude(but_for);
    const { violations } = await axe.analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
    expect(told, `${what}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/** The same on a phone, where moreover nothing may stick out at the side. */
export async function expectAccessibleEverywhere(page: Page, what: string): Promise<void> {
  const desktop = page.viewportSize() ?? { width: 1280, height: 800 };
  for (const size of [desktop, { width: 390, height: 844 }]) {
    await page.setViewportSize(size);
    await expectAccessible(page, `${what} at ${size.width}`);
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(tooWide, `${what} at ${size.width}: sticks out`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize(desktop);
}
