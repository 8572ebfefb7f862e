import type { Page } from '@playwright/test';
import { expectAccessible, expectAccessibleEverywhere } from '#axe.ts';
import { expect, newClass, test } from '#fixtures.ts';
import { tileOf } from '#media.ts';

test('axe finds nothing serious on any page', async ({ newPerson, browser, site }) => {
  // Every page in two sizes and two colour schemes.
  test.slow();
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const { page } = ines;

  await test.step('signed out', async () => {
    const context = await browser.newContext({ baseURL: site.origin });
    const stranger = await context.newPage();
    for (const path of ['/sign-in', '/sign-up', '/nowhere', '/sessions/1/live']) {
      await stranger.goto(path);
      await expectAccessibleEverywhere(stranger, path);
    }
    await context.close();
  });

  const id = await newClass(ines, [amir], 'A session with a long title, to see how it breaks over lines on a phone');
  await test.step('lists, forms, details, account', async () => {
    for (const path of [
      '/',
      '/sessions/new',
      `/sessions/${id}`,
      `/sessions/${id}/edit`,
      '/account',
      '/sessions/999999',
    ]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessibleEverywhere(page, path);
    }
  });

  await test.step('waiting, live and ended', async () => {
    await page.goto(`/sessions/${id}/live`);
    await expect(page.getByRole('button', { name: 'Start Session' })).toBeVisible();
    await expectAccessibleEverywhere(page, 'waiting room');
    await amir.page.goto(`/sessions/${id}/live`);
    await expect(amir.page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.getByRole('button', { name: 'Start Session' }).click();
    await expect(tileOf(page, amir.name)).toBeVisible();
    await expectAccessibleEverywhere(page, 'live room');
    await page.getByRole('button', { name: 'Participants', exact: true }).click();
    await expect(page.getByRole('list', { name: 'Participants' })).toBeVisible();
    await amir.page.getByRole('button', { name: 'Raise hand' }).click();
    const asking = await newPerson('Petra');
    await asking.api.post(`/api/sessions/${id}/bookings/`, { data: { message: 'May I come in?' } });
    await expect(page.getByRole('region', { name: 'Asking to join' }).first()).toBeVisible();
    await expect(page.getByRole('list', { name: 'Raised hands, in order' })).toBeVisible();
    await expectAccessibleEverywhere(page, 'participants, with a hand and a request');
    await amir.api.post(`/api/sessions/${id}/messages/`, { data: { text: 'See https://example.org and `code`' } });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Chat', exact: true }).click();
    await expect(page.getByRole('log')).toContainText('example.org');
    await expectAccessibleEverywhere(page, 'chat');
    const options = ['Yes', 'No'];
    await ines.api.post(`/api/sessions/${id}/polls/`, { data: { question: 'Ready?', options } });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Polls', exact: true }).click();
    await expect(page.getByText('Ready?')).toBeVisible();
    await expectAccessibleEverywhere(page, 'polls');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'React', exact: true }).click();
    await expectAccessibleEverywhere(page, 'reactions');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'End for everyone' }).click();
    await expectAccessible(page, 'the question before the end');
    await page.getByRole('button', { name: 'End session' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('ended');
    await expectAccessibleEverywhere(page, 'ended');
  });
});

/** Tabs until the element with this role and name has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, role: 'button' | 'link' | 'textbox', name: string): Promise<void> {
  const target = page.getByRole(role, { name, exact: true });
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`60 times Tab did not lead to ${role} "${name}"`);
}

test('everything works by keyboard alone, from signing in to ending a session', async ({
  newPerson,
  browser,
  site,
}) => {
  const ines = await newPerson('Ines');
  const context = await browser.newContext({ baseURL: site.origin });
  const page = await context.newPage();
  const press = async (role: 'button' | 'link', name: string) => {
    await tabTo(page, role, name);
    await page.keyboard.press('Enter');
  };

  await page.goto('/sign-in');
  await tabTo(page, 'textbox', 'Username or e-mail address');
  await page.keyboard.type(ines.username);
  await page.keyboard.press('Tab');
  await page.keyboard.type(ines.password);
  await page.keyboard.press('Enter');
  await press('link', 'New session');
  await tabTo(page, 'textbox', 'Title');
  await page.keyboard.type('By keyboard');
  await press('button', 'Create session');
  await expect(page.getByRole('heading', { level: 1, name: 'By keyboard' })).toBeVisible();
  const id = /sessions\/(\d+)/.exec(page.url())?.[1];
  const scheduled_start = new Date(Date.now() + 600_000).toISOString();
  await context.request.patch(`/api/sessions/${id}/`, { data: { scheduled_start } });

  await page.goto(`/sessions/${id}/live`);
  await press('button', 'Start Session');
  await expect(tileOf(page, ines.name)).toBeVisible();
  await press('button', 'Turn on microphone');
  await expect(page.getByRole('button', { name: 'Turn off microphone' })).toBeFocused();
  await press('button', 'Turn on camera');
  await expect(page.getByRole('button', { name: 'Turn off camera' })).toBeFocused();
  await press('button', 'Participants');
  await expect(page.getByRole('list', { name: 'Participants' })).toBeVisible();
  await press('button', 'End for everyone');
  await press('button', 'End session');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('ended');
  await context.close();
});
