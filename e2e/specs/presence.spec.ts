import { expect, newClass, type Person, test } from '#fixtures.ts';
import { enter, inTheRoom, turnOn } from '#live-room.ts';
import { expectSound, expectVideo, tileOf } from '#media.ts';

const liveNames = async (person: Person, id: number): Promise<string[]> => {
  const { participants } = await (await person.api.get(`/api/sessions/${id}/live_participants/`)).json();
  return participants.map((one: { user: { username: string } }) => one.user.username);
};

test('a request during the session reaches the host in the room, and the learner is let in by it', async ({
  newPerson,
}) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const lotte = await newPerson('Lotte');
  const id = await newClass(ines, []);
  await enter(ines, id, 'Start Session');

  await test.step('asked on the details page: approved in the room, and the waiting room opens by itself', async () => {
    await amir.page.goto(`/sessions/${id}`);
    await amir.page.getByRole('button', { name: 'Request to join' }).click();
    const notice = ines.page.getByRole('region', { name: 'Asking to join' });
    await expect(notice).toContainText(amir.name);
    await notice.getByRole('button', { name: 'Approve' }).click();
    await expect(notice).toBeHidden();
    await expect(amir.page).toHaveURL(`/sessions/${id}/live`);
    await amir.page.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(tileOf(ines.page, amir.name)).toBeVisible();
  });

  await test.step('rejected in the list of participants: told so', async () => {
    await lotte.page.goto(`/sessions/${id}/live`);
    await lotte.page.getByRole('button', { name: 'Request to join' }).click();
    await expect(ines.page.getByRole('region', { name: 'Asking to join' })).toContainText(lotte.name);
    await ines.page.getByRole('button', { name: 'Decide later' }).click();
    await ines.page.getByRole('button', { name: /^Participants/ }).click();
    await ines.page
      .getByRole('complementary')
      .getByRole('listitem')
      .filter({ hasText: lotte.name })
      .getByRole('button', { name: 'Reject' })
      .click();
    await expect(lotte.page.getByRole('heading', { name: 'Your request was not approved' })).toBeVisible();
  });
});

test('9: a second tab takes over, the first says so and takes back when asked, and never are there two', async ({
  newPerson,
}) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const id = await inTheRoom(ines, amir);
  await turnOn(amir, 'camera');
  await expectVideo(ines.page, amir.name);

  const second = await amir.context.newPage();
  await second.goto(`/sessions/${id}/live`);
  await second.getByRole('button', { name: 'Continue here' }).click();
  await expectVideo(second, ines.name);
  await expect(amir.page.getByRole('button', { name: /here/i })).toBeVisible();
  await expect(tileOf(ines.page, amir.name)).toHaveCount(1);
  expect(await liveNames(ines, id)).toEqual([ines.username, amir.username]);

  await amir.page.getByRole('button', { name: /here/i }).click();
  await expectVideo(amir.page, ines.name);
  await expect(second.getByRole('button', { name: /here/i })).toBeVisible();
  await expect(tileOf(ines.page, amir.name)).toHaveCount(1);

  // The tab that gave way is loaded again, and does not take anything by itself.
  await second.reload();
  await expect(second.getByRole('button', { name: 'Continue here' })).toBeVisible();
  await expectVideo(amir.page, ines.name);
  expect(await liveNames(ines, id)).toEqual([ines.username, amir.username]);
});

test('a tab that was offline while another took over does not take back', async ({ newPerson }) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const id = await inTheRoom(ines, amir);
  const offline = await amir.context.newCDPSession(amir.page);
  const cut = (off: boolean) =>
    offline.send('Network.emulateNetworkConditions', {
      offline: off,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  await offline.send('Network.enable');
  await cut(true);
  const second = await amir.context.newPage();
  await second.goto(`/sessions/${id}/live`);
  await second.getByRole('button', { name: /^(Continue here|Join)$/ }).click();
  await expectVideo(second, ines.name);
  await cut(false);
  await expect(amir.page.getByRole('button', { name: /here/i })).toBeVisible();
  await expectVideo(second, ines.name);
  await expect(tileOf(ines.page, amir.name)).toHaveCount(1);
});

test('5: offline for 30 s: everything missed is there afterwards, in order, and one is in the room again', async ({
  newPerson,
}) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const id = await inTheRoom(ines, amir);
  await turnOn(amir, 'microphone');
  await amir.context.setOffline(true);
  await expect(tileOf(ines.page, amir.name)).toBeHidden();
  const texts = Array.from({ length: 12 }, (_, index) => `missed ${index}`);
  for (const text of texts) await ines.api.post(`/api/sessions/${id}/messages/`, { data: { text } });
  // Twelve more seconds without a network, by the clock of the page: thirty in all since it was cut.
  await amir.page.evaluate(
    (since) =>
      new Promise<void>((resolve) => {
        const look = () => (Date.now() - since > 30_000 ? resolve() : requestAnimationFrame(look));
        look();
      }),
    Date.now() - 18_000,
  );
  await amir.context.setOffline(false);
  await expect(tileOf(ines.page, amir.name)).toBeVisible();
  await expectSound(ines.page);
  await amir.page.getByRole('button', { name: /^Chat/ }).click();
  const log = amir.page.getByRole('log');
  for (const text of texts) await expect(log.getByText(text, { exact: true })).toHaveCount(1);
  const shown = await log.innerText();
  const places = texts.map((text) => shown.indexOf(text));
  expect(places).toEqual([...places].sort((one, other) => one - other));
});

test('who is away is marked: the tab hidden, and the connection lost', async ({ newPerson }) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  await inTheRoom(ines, amir);
  await ines.page.getByRole('button', { name: /^Participants/ }).click();
  const line = ines.page.getByRole('complementary').getByRole('listitem').filter({ hasText: amir.name });
  await expect(line).toBeVisible();
  // What a browser says when another tab is in front.
  await amir.page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect(line).toContainText(/away/i);
  await amir.page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'visible', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect(line).not.toContainText(/away/i);
  await amir.context.setOffline(true);
  await expect(line).toContainText(/reconnecting/i);
  await amir.context.setOffline(false);
  await expect(line).not.toContainText(/reconnecting/i);
});
