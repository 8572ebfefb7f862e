import { expect, type Person, test } from '#fixtures.ts';
import { inTheRoom, turnOn } from '#live-room.ts';
import { expectNoVideo, expectSound, expectVideo, tileOf } from '#media.ts';

/** `datetime-local` text for some minutes from now, in the browser's own zone. */
async function localTime(person: Person, minutes: number): Promise<string> {
  return person.page.evaluate((ahead) => {
    const at = new Date(Date.now() + ahead * 60_000);
    return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  }, minutes);
}

test('an instructor and learners hold a class', async ({ site, newPerson }) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const lotte = await newPerson('Lotte');
  const title = 'Chords and cadences';

  await test.step('the instructor creates a session', async () => {
    const { page } = ines;
    await page.goto('/');
    await page.getByRole('link', { name: 'New session' }).click();
    await page.getByLabel('Title').fill(title);
    await page
      .getByLabel('Start', { exact: false })
      .first()
      .fill(await localTime(ines, 30));
    await page.getByRole('button', { name: 'Create session' }).click();
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  });
  const id = Number(/sessions\/(\d+)/.exec(ines.page.url())?.[1]);

  await test.step('two learners request to join; one is approved, the other rejected', async () => {
    for (const { page } of [amir, lotte]) {
      await page.goto(`/sessions/${id}`);
      await page.getByRole('button', { name: 'Request to join' }).click();
      await expect(page.getByText(/not decided yet/).first()).toBeVisible();
    }
    const bookings = ines.page.getByRole('listitem');
    await bookings.filter({ hasText: amir.name }).getByRole('button', { name: 'Approve' }).click();
    await bookings.filter({ hasText: lotte.name }).getByRole('button', { name: 'Reject' }).click();
  });

  await test.step('all wait; the rejected one cannot get in, by page or by API', async () => {
    await amir.page.goto(`/sessions/${id}/live`);
    await expect(amir.page.getByRole('button', { name: 'Turn on camera' })).toBeVisible();
    await lotte.page.goto(`/sessions/${id}/live`);
    await expect(lotte.page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(lotte.page.getByRole('button', { name: 'Join', exact: true })).toBeHidden();
    await ines.page.goto(`/sessions/${id}/live`);
    await expect(ines.page.getByText('Amir').first()).toBeVisible();
  });

  await test.step('the instructor starts, and the page of who waits changes by itself', async () => {
    await ines.page.getByRole('button', { name: 'Start Session' }).click();
    await turnOn(ines, 'camera', 'microphone');
    await expect(tileOf(amir.page, ines.name)).toBeVisible();
    await turnOn(amir, 'camera', 'microphone');
    for (const path of ['join_live', 'media_token', 'warm_media']) {
      expect((await lotte.api.post(`/api/sessions/${id}/${path}/`)).status()).toBe(403);
    }
  });

  await test.step('each sees and hears the other', async () => {
    await expectVideo(amir.page, ines.name);
    await expectVideo(ines.page, amir.name);
    await expectSound(amir.page);
    await expectSound(ines.page);
    await expectSends(ines, id, amir, { audio_enabled: true, video_enabled: true });
  });

  await test.step('camera off and on is seen at the other side', async () => {
    await amir.page.getByRole('button', { name: 'Turn off camera' }).click();
    await expectNoVideo(ines.page, amir.name);
    await expectSends(ines, id, amir, { audio_enabled: true, video_enabled: false });
    await amir.page.getByRole('button', { name: 'Turn on camera' }).click();
    await expectVideo(ines.page, amir.name);
    await expectSends(ines, id, amir, { audio_enabled: true, video_enabled: true });
  });

  await test.step('muting is in the list', async () => {
    await amir.page.getByRole('button', { name: 'Turn off microphone' }).click();
    await expectSends(ines, id, amir, { audio_enabled: false, video_enabled: true });
  });

  await test.step('the learner closes the tab, is gone within 20 s, and comes back in', async () => {
    const closed = Date.now();
    await amir.page.close();
    await expect(tileOf(ines.page, amir.name)).toBeHidden();
    await expect.poll(() => liveNames(ines, id)).toEqual([ines.username]);
    expect(Date.now() - closed).toBeLessThan(20_000);
    amir.page = await amir.context.newPage();
    await amir.page.goto(`/sessions/${id}/live`);
    await amir.page.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(tileOf(ines.page, amir.name)).toBeVisible();
    await expectVideo(amir.page, ines.name);
  });

  await test.step('the instructor ends: both see what happened, and the media room is gone', async () => {
    await ines.page.getByRole('button', { name: 'End for everyone' }).click();
    await ines.page.getByRole('button', { name: 'End session' }).click();
    for (const { page } of [ines, amir]) {
      await expect(page.getByRole('heading', { level: 1 })).toContainText(/ended|over/i);
      await expect(page.getByText(amir.name).first()).toBeVisible();
    }
    const rooms = await site.rooms();
    await expect.poll(async () => (await rooms.listRooms([`session-${id}`])).length).toBe(0);
  });
});

test('a killed tab leaves list and media within 20 s', async ({ site, newPerson }) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const id = await inTheRoom(ines, amir);
  await turnOn(amir, 'camera');
  await expectVideo(ines.page, amir.name);

  // A crash of the renderer: no goodbye of any kind.
  const page = await amir.context.newCDPSession(amir.page);
  const killed = Date.now();
  void page.send('Page.crash').catch(() => undefined);
  await expect(tileOf(ines.page, amir.name)).toBeHidden();
  await expect.poll(() => liveNames(ines, id)).toEqual([ines.username]);
  const rooms = await site.rooms();
  await expect
    .poll(async () => (await rooms.listParticipants(`session-${id}`)).map((one) => one.identity))
    .toEqual([String(ines.id)]);
  expect(Date.now() - killed).toBeLessThan(20_000);
});

async function liveNames(person: Person, id: number): Promise<string[]> {
  const answer = await person.api.get(`/api/sessions/${id}/live_participants/`);
  const { participants } = await answer.json();
  return participants.map((one: { user: { username: string } }) => one.user.username);
}

async function expectSends(
  person: Person,
  id: number,
  who: Person,
  sends: { audio_enabled: boolean; video_enabled: boolean },
): Promise<void> {
  await expect
    .poll(async () => {
      const answer = await person.api.get(`/api/sessions/${id}/live_participants/`);
      const { participants } = await answer.json();
      return participants.find((one: { user: { username: string } }) => one.user.username === who.username);
    })
    .toMatchObject(sends);
}
