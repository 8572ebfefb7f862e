import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { openChat, say } from '#chat.ts';
import { expect, type Person, test } from '#fixtures.ts';
import { expectNothingSent, expectSent } from '#flow.ts';
import { enter, inTheRoom, turnOn } from '#live-room.ts';
import { expectSound, expectVideo, tileOf } from '#media.ts';

/** Both in the room, with camera and microphone on; those in `later` may come. */
async function bothSending(ines: Person, amir: Person, later: Person[] = []): Promise<number> {
  const id = await inTheRoom(ines, amir, later);
  await turnOn(amir, 'camera', 'microphone');
  await expectVideo(ines.page, amir.name);
  return id;
}

const connectionNotice = (page: Page) => page.getByRole('region', { name: 'Connection' });

const viewOf = async (person: Person, id: number) => (await person.api.get(`/api/sessions/${id}/view/`)).json();

test('server killed in a running session: media goes on, everybody is back by themselves', async ({
  site,
  newPerson,
}) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const id = await bothSending(ines, amir);
  const before = await viewOf(ines, id);

  await site.killServer();
  await expect(connectionNotice(amir.page)).toContainText('The server is not reached');
  await expect(connectionNotice(amir.page)).toContainText('Picture and sound go on');
  // With no server at all, pictures and sound still come, and so they are still sent.
  await expectSent(amir.page, 2);
  await expect(tileOf(amir.page, amir.name)).not.toHaveAttribute('data-dimmed');
  await expectVideo(amir.page, ines.name);
  await expectSound(amir.page);
  await site.start();
  await expect(connectionNotice(amir.page)).toBeHidden();

  await test.step('nobody was dropped, and the session goes on', async () => {
    await expectVideo(amir.page, ines.name);
    await expectVideo(ines.page, amir.name);
    const after = await viewOf(ines, id);
    expect(after.session.status).toBe('ongoing');
    expect(after.participants.map((one: { id: number }) => one.id)).toEqual(
      before.participants.map((one: { id: number }) => one.id),
    );
  });

  await test.step('what happens from now on reaches both', async () => {
    await amir.page.getByRole('button', { name: 'Leave', exact: true }).click();
    await expect(tileOf(ines.page, amir.name)).toBeHidden();
    await ines.page.getByRole('button', { name: 'End for everyone' }).click();
    await ines.page.getByRole('button', { name: 'End session' }).click();
    await expect(ines.page.getByRole('heading', { level: 1 })).toContainText(/ended|over/i);
  });
});

test('3: LiveKit killed: said at once, nothing sent meanwhile, back within 10 s of its return, and the session goes on', async ({
  site,
  newPerson,
}, { annotations }) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const id = await bothSending(ines, amir);
  const before = await viewOf(ines, id);
  await expectSent(amir.page, 2);

  const bringBack = await site.keepLiveKitAway();
  await test.step('while it is away: said so, the own tile grey, nothing sent, the buttons as before', async () => {
    await expect(connectionNotice(amir.page)).toContainText('Picture and sound are lost. Reconnecting');
    await expect(tileOf(amir.page, amir.name)).toHaveAttribute('data-dimmed');
    await expect(tileOf(amir.page, ines.name)).not.toHaveAttribute('data-dimmed');
    await expectNothingSent(amir.page);
    for (const device of ['camera', 'microphone']) {
      await expect(amir.page.getByRole('button', { name: `Turn off ${device}` })).toBeVisible();
    }
  });

  await bringBack();
  const returned = Date.now();
  for (const [here, there] of [
    [amir, ines],
    [ines, amir],
  ] as const) {
    await expectVideo(here.page, there.name);
  }
  await expectSound(amir.page);
  const took = Date.now() - returned;
  annotations.push({ type: 'back after LiveKit returned', description: `${took} ms` });
  expect(took).toBeLessThan(10_000);

  await expectSent(amir.page, 2);
  await expect(connectionNotice(amir.page)).toBeHidden();
  await expect(tileOf(amir.page, amir.name)).not.toHaveAttribute('data-dimmed');
  const after = await viewOf(ines, id);
  expect(after.session.status).toBe('ongoing');
  expect(after.participants.map((one: { id: number }) => one.id)).toEqual(
    before.participants.map((one: { id: number }) => one.id),
  );
});

/** axe finds nothing serious with the notice there, at a desk and on a phone. */
async function expectAccessible(page: Page): Promise<void> {
  const desk = page.viewportSize() ?? { width: 1280, height: 800 };
  for (const size of [desk, { width: 390, height: 844 }]) {
    await page.setViewportSize(size);
    const { violations } = await new AxeBuilder({ page })
      .include('section[aria-label="Connection"]')
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize(desk);
}

test('4: LiveKit away for long: said clearly, and chat, hands and polls go on; picture and sound come by themselves', async ({
  site,
  newPerson,
}) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const lotte = await newPerson('Lotte');
  const id = await bothSending(ines, amir, [lotte]);
  const bringBack = await site.keepLiveKitAway();
  const notice = connectionNotice(amir.page);
  // Until waiting alone is no answer any more, and what may help is said.
  await expect(notice).toContainText('for as long as you stay');
  await expect(notice).toContainText('Chat, hands and polls still work');
  await expect(notice.getByRole('button', { name: 'Try now' })).toBeVisible();
  await expect(amir.page.getByRole('button', { name: 'Leave', exact: true })).toBeVisible();

  await expectAccessible(amir.page);

  await test.step('one writes, raises a hand and votes', async () => {
    await openChat(amir);
    await say(amir, 'Who else sees nothing?');
    await openChat(ines);
    await expect(ines.page.getByRole('log').getByText('Who else sees nothing?')).toBeVisible();
    await amir.page.getByRole('button', { name: 'Raise hand' }).click();
    await expect(tileOf(ines.page, amir.name).getByRole('img', { name: 'Hand raised, number 1' })).toBeVisible();
    const poll = await ines.api.post(`/api/sessions/${id}/polls/`, {
      data: { question: 'Shall we wait?', options: ['Yes', 'No'], anonymous: false },
    });
    expect(poll.status()).toBe(201);
    await amir.page.getByRole('button', { name: /^Polls/ }).click();
    await amir.page.getByRole('radio', { name: 'Yes' }).check();
    await amir.page.getByRole('button', { name: 'Answer' }).click();
    await expect(amir.page.getByText('You answered: Yes')).toBeVisible();
  });

  await test.step('even who comes in now gets in, and is told', async () => {
    await enter(lotte, id, 'Join');
    await expect(tileOf(amir.page, lotte.name)).toBeVisible();
    await expect(connectionNotice(lotte.page)).toContainText(/picture and sound/i);
    await openChat(lotte);
    await say(lotte, 'Good morning');
    await expect(ines.page.getByRole('log').getByText('Good morning')).toBeVisible();
  });

  await test.step('one may go on trying, and turn devices off meanwhile', async () => {
    await notice.getByRole('button', { name: 'Try now' }).click();
    await amir.page.getByRole('button', { name: 'Turn off microphone' }).click();
    await expect(notice).toBeVisible();
  });

  await bringBack();
  await expectVideo(lotte.page, ines.name);
  await expectVideo(ines.page, amir.name);
  await expect(notice).toBeHidden();
  await expectSent(amir.page, 1);
  await expect(amir.page.getByRole('button', { name: 'Turn on microphone' })).toBeVisible();
  await expect(amir.page.getByRole('button', { name: 'Lower hand' })).toBeVisible();
  await expect(amir.page.getByText('You answered: Yes')).toBeVisible();
  expect((await viewOf(ines, id)).session.status).toBe('ongoing');
});

test('offline until dropped: nothing is sent, and afterwards all is as one left it', async ({ newPerson }) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const id = await bothSending(ines, amir);
  await amir.page.getByRole('button', { name: 'Raise hand' }).click();
  await expect(amir.page.getByRole('button', { name: 'Lower hand' })).toBeVisible();
  await openChat(amir);
  await amir.context.setOffline(true);
  await expect(connectionNotice(amir.page)).toContainText('The connection is lost');
  await expect(tileOf(amir.page, amir.name)).toHaveAttribute('data-dimmed');
  await expectNothingSent(amir.page);
  await expect(tileOf(ines.page, amir.name)).toBeHidden();
  // A wish from while nothing goes through.
  await amir.page.getByRole('button', { name: 'Turn off microphone' }).click();

  await amir.context.setOffline(false);
  await expectVideo(ines.page, amir.name);
  await expectVideo(amir.page, ines.name);
  await expectSent(amir.page, 1);
  await expect(connectionNotice(amir.page)).toBeHidden();
  await expect(tileOf(ines.page, amir.name).getByRole('img', { name: 'Hand raised, number 1' })).toBeVisible();
  await expect(tileOf(ines.page, amir.name).getByRole('img', { name: 'microphone off' })).toBeVisible();
  await expect(amir.page.getByRole('button', { name: 'Lower hand' })).toBeVisible();
  await expect(amir.page.getByRole('log', { name: 'Messages' })).toBeVisible();
  await expect.poll(async () => (await viewOf(amir, id)).participants.length).toBe(2);
});

test('one can leave also while nothing is reached', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  const id = await bothSending(ines, amir);
  await amir.context.setOffline(true);
  await expect(connectionNotice(amir.page)).toContainText('Reconnecting');
  await amir.page.getByRole('button', { name: 'Leave', exact: true }).click();
  await expect(amir.page).toHaveURL(`/sessions/${id}`);
  await expectNothingSent(amir.page);
  await expect(tileOf(ines.page, amir.name)).toBeHidden();
  await amir.context.setOffline(false);
  await expect.poll(async () => (await viewOf(ines, id)).participants.length).toBe(1);
});

test('loading the page again leads straight back in, with the same panel open', async ({ newPerson }) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  await bothSending(ines, amir);
  await openChat(amir);
  await say(amir, 'Before');
  await expect(amir.page.getByRole('log').getByText('Before')).toBeVisible();
  await amir.page.reload();
  await expect(amir.page.getByRole('log').getByText('Before')).toBeVisible();
  await expectVideo(amir.page, ines.name);
  await expect(tileOf(ines.page, amir.name)).toHaveCount(1);
});
