import { expect, newClass, type Person, test } from '#fixtures.ts';
import { enter, inTheRoom, turnOn } from '#live-room.ts';
import { expectVideo, tileOf } from '#media.ts';

const post = async (person: Person, url: string) => {
  const answer = await person.api.post(url);
  expect(answer.status(), await answer.text()).toBe(200);
};

test('who is not signed in signs in, and is back where they wanted to go', async ({ newPerson, browser, site }) => {
  const ines = await newPerson('Ines');
  const id = await newClass(ines, []);
  const context = await browser.newContext({ baseURL: site.origin });
  const page = await context.newPage();
  await page.goto(`/sessions/${id}/live`);
  await page.getByRole('link', { name: 'Sign in' }).first().click();
  await page.getByLabel('Username or e-mail address').fill(`${ines.username}@example.org`);
  await page.getByLabel(/^Password/).fill('wrong password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel(/^Password/).fill(ines.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: 'Start Session' })).toBeVisible();
  expect(page.url()).toBe(`${site.origin}/sessions/${id}/live`);
  await context.close();
});

test('signing up, changing the name, signing out', async ({ browser, site }) => {
  const context = await browser.newContext({ baseURL: site.origin });
  const page = await context.newPage();
  const username = `new${Date.now()}`;
  await page.goto('/sign-up');
  await page.getByLabel('First name').fill('Kenji');
  await page.getByLabel('Last name').fill('Mori');
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('E-mail address').fill(`${username}@example.org`);
  await page.getByLabel(/^Password/).fill('a long password');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sessions' })).toBeVisible();
  await page.goto('/account');
  await page.getByLabel('First name').fill('Kenzo');
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(page.getByRole('navigation', { name: 'Account' })).toContainText('Kenzo');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto('/account');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await context.close();
});

test('the page of who is not approved asks for them, and opens by itself', async ({ newPerson }) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const id = await newClass(ines, []);
  const { page } = amir;
  await page.goto(`/sessions/${id}/live`);
  await page.getByRole('button', { name: 'Request to join' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your request is waiting' })).toBeVisible();
  const { items } = await (await ines.api.get(`/api/sessions/${id}/bookings/`)).json();
  await post(ines, `/api/bookings/${items[0].id}/reject/`);
  await expect(page.getByRole('heading', { level: 1, name: 'Your request was not approved' })).toBeVisible();
  await post(ines, `/api/bookings/${items[0].id}/approve/`);
  await expect(page.getByRole('button', { name: 'Turn on camera' })).toBeVisible();
  await post(ines, `/api/sessions/${id}/cancel/`);
  await expect(page.getByRole('heading', { level: 1, name: 'This session was cancelled' })).toBeVisible();
  await page.goto('/sessions/999999/live');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('no such session');
});

test('a full session says so', async ({ newPerson }) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const lotte = await newPerson('Lotte');
  const id = await newClass(ines, [amir, lotte]);
  await post(ines, `/api/sessions/${id}/start/`);
  await post(amir, `/api/sessions/${id}/join_live/`);
  await lotte.page.goto(`/sessions/${id}/live`);
  await expect(lotte.page.getByRole('button', { name: 'Join', exact: true })).toBeVisible();
  // As many places as are taken: fewer than are approved can only come about by an edit that raced an approval.
  await lotte.page.route(`**/api/sessions/${id}/join_live/`, (route) =>
    route.fulfill({ status: 400, json: { error: 'Session is full', code: 'session_full' } }),
  );
  await lotte.page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(lotte.page.getByRole('heading', { level: 1, name: 'The session is full' })).toBeVisible();
});

test('a second tab takes over, the first says so and takes back, and nobody is doubled', async ({ newPerson }) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const id = await inTheRoom(ines, amir);

  const second = await amir.context.newPage();
  await second.goto(`/sessions/${id}/live`);
  await second.getByRole('button', { name: 'Continue here' }).click();
  await expectVideo(second, ines.name);
  await expect(amir.page.getByRole('heading', { level: 1 })).toContainText('somewhere else');
  await amir.page.getByRole('button', { name: 'Use here instead' }).click();
  await expectVideo(amir.page, ines.name);
  await expect(second.getByRole('heading', { level: 1 })).toContainText('somewhere else');
  await expect(tileOf(ines.page, amir.name)).toHaveCount(1);
  const { participants } = await (await ines.api.get(`/api/sessions/${id}/live_participants/`)).json();
  expect(participants).toHaveLength(2);
});

test('loading the page again leads straight back into the room', async ({ newPerson }) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  await inTheRoom(ines, amir);
  await amir.page.reload();
  await expectVideo(amir.page, ines.name);
});

test.describe('without a camera and a microphone', () => {
  test('one joins all the same, and is told what is wrong', async ({ newPerson }) => {
    const ines = await newPerson('Ines');
    const amir = await newPerson('Amir');
    const id = await newClass(ines, [amir]);
    await amir.context.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    });
    await enter(ines, id, 'Start Session');
    await turnOn(ines, 'camera');
    await amir.page.goto(`/sessions/${id}/live`);
    await amir.page.getByRole('button', { name: 'Turn on camera' }).click();
    await expect(amir.page.getByText('does not let this page use the camera')).toBeVisible();
    await expect(amir.page.getByRole('button', { name: 'Retry camera' })).toBeVisible();
    await amir.page.getByRole('button', { name: 'Join', exact: true }).click();
    await expectVideo(amir.page, ines.name);
  });
});
