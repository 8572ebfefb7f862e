import { expect, newClass, type Person } from '#fixtures.ts';

/** Neither device starts: each says why and what to do, can be tried again, and does not keep anybody out. */
export async function expectTrouble(instructor: Person, title: string | RegExp, step: string | RegExp): Promise<void> {
  const id = await newClass(instructor, []);
  const { page } = instructor;
  await page.goto(`/sessions/${id}/live`);
  for (const device of ['microphone', 'camera'] as const) {
    await page.getByRole('button', { name: `Turn on ${device}` }).click();
    const notice = page.getByRole('alert').filter({ hasText: `Retry ${device}` });
    await expect(notice).toContainText(title);
    await expect(notice.getByRole('listitem').filter({ hasText: step })).toBeVisible();
    await notice.getByRole('button', { name: `Retry ${device}` }).click();
    await expect(notice).toContainText(title);
  }
  await page.getByRole('button', { name: 'Join without microphone' }).click();
  await expect(page.getByRole('toolbar', { name: 'Controls' })).toBeVisible();
  await page.getByRole('button', { name: 'Go on without camera' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
}
