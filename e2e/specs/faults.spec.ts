import { setTimeout as delay } from 'node:timers/promises';
import { openChat, say, textsOf } from '#chat.ts';
import { expect, newClass, type Person, test } from '#fixtures.ts';
import { expectSent, watchIncoming } from '#flow.ts';
import { enter, inTheRoom, turnOn } from '#live-room.ts';
import { expectSound, expectVideo, tileOf } from '#media.ts';
import { shortenTokens, verdictOn, watchSignalling } from '#signalling.ts';

const viewOf = async (person: Person, id: number) => (await person.api.get(`/api/sessions/${id}/view/`)).json();
const post = (person: Person, path: string, data: unknown = {}) => person.api.post(`/api/sessions/${path}/`, { data });

async function namesIn(person: Person, id: number): Promise<string[]> {
  const answer = await person.api.get(`/api/sessions/${id}/live_participants/`);
  const { participants } = await answer.json();
  return participants.map((one: { user: { username: string } }) => one.user.username);
}

test('8: a killed tab leaves list and media together, within 20 s', async ({ site, newPerson }, { annotations }) => {
  const ines = await newPerson('Ines');
  const amir = await newPerson('Amir');
  const id = await inTheRoom(ines, amir);
  await turnOn(amir, 'camera');
  await expectVideo(ines.page, amir.name);
  const rooms = await site.rooms();
  const inMedia = async () => (await rooms.listParticipants(`session-${id}`)).map((one) => one.identity);
  expect(await inMedia()).toContain(String(amir.id));

  // A crash of the renderer: no goodbye of any kind.
  const page = await amir.context.newCDPSession(amir.page);
  const killed = Date.now();
  void page.send('Page.crash').catch(() => undefined);
  const goneFrom = async (is: () => Promise<boolean>) => {
    while (await is()) await delay(20);
    return Date.now() - killed;
  };
  const [fromList, fromMedia] = await Promise.all([
    goneFrom(async () => (await namesIn(ines, id)).includes(amir.username)),
    goneFrom(async () => (await inMedia()).includes(String(amir.id))),
  ]);
  annotations.push({ type: 'gone from list, from media', description: `${fromList} ms, ${fromMedia} ms` });
  expect(Math.max(fromList, fromMedia)).toBeLessThan(20_000);
  await expect(tileOf(ines.page, amir.name)).toBeHidden();
  // And nothing brings it back.
  expect([await namesIn(ines, id), await inMedia()]).toEqual([[ines.username], [String(ines.id)]]);
});

test('11: the host vanishes, and a co-host goes on: lets people in, moderates, ends', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  const [lotte, noor] = [await newPerson('Lotte'), await newPerson('Noor')];
  const id = await inTheRoom(ines, amir, [lotte]);
  await enter(lotte, id, 'Join');
  await turnOn(lotte, 'camera');
  expect((await post(ines, `${id}/cohosts`, { account_id: amir.id, on: true })).status()).toBe(200);
  await expect(amir.page.getByRole('button', { name: 'End for everyone' })).toBeVisible();

  const page = await ines.context.newCDPSession(ines.page);
  void page.send('Page.crash').catch(() => undefined);
  await expect(tileOf(amir.page, ines.name)).toBeHidden();
  await expectVideo(amir.page, lotte.name);

  await noor.page.goto(`/sessions/${id}/live`);
  await noor.page.getByRole('button', { name: 'Request to join' }).click();
  const notice = amir.page.getByRole('region', { name: 'Asking to join' });
  await expect(notice).toContainText(noor.name);
  await notice.getByRole('button', { name: 'Approve' }).click();
  await noor.page.getByRole('button', { name: 'Join', exact: true }).click();
  await expectVideo(noor.page, lotte.name);

  await amir.page.getByRole('button', { name: 'End for everyone' }).click();
  await amir.page.getByRole('button', { name: 'End session' }).click();
  for (const person of [amir, lotte, noor]) {
    await expect(person.page.getByRole('heading', { level: 1 })).toContainText(/ended|over/i);
  }
});

test('14: a token that expires in the call ends nothing, and after it a lost connection is taken up by the fresh one', async ({
  site,
  newPerson,
}) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  const { given } = await shortenTokens(amir.context, (token) => site.shortened(token, 4));
  const signalling = await watchSignalling(amir.context);
  await inTheRoom(ines, amir);
  await turnOn(amir, 'camera', 'microphone');
  await expectVideo(ines.page, amir.name);
  for (const token of given) await expect.poll(() => verdictOn(site.origin, token)).toBe(401);

  await test.step('the call continues', async () => {
    await expectVideo(ines.page, amir.name);
    await expectSound(amir.page);
    await expectSent(amir.page, 2);
  });

  await test.step('the signalling is cut: taken up with a token that is none of the expired', async () => {
    const connections = await amir.page.evaluate(() => window.connections.length);
    const before = signalling.tokens.length;
    signalling.cut();
    await expect.poll(() => signalling.tokens.length).toBeGreaterThan(before);
    // What somebody turns on now comes by this signalling.
    await ines.page.getByRole('button', { name: 'Turn off camera' }).click();
    await expect(tileOf(amir.page, ines.name).locator('video')).toBeHidden();
    await turnOn(ines, 'camera');
    await expectVideo(amir.page, ines.name);
    await expectVideo(ines.page, amir.name);
    expect(given).not.toContain(signalling.tokens.at(-1));
    expect(await amir.page.evaluate(() => window.connections.length)).toBe(connections);
  });
});

test('14: where no fresh token came before the old one expired, a lost connection is made anew with one asked for', async ({
  site,
  newPerson,
}) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  const { given } = await shortenTokens(amir.context, (token) => site.shortened(token, 4));
  const signalling = await watchSignalling(amir.context, { refresh: false });
  const id = await inTheRoom(ines, amir);
  await turnOn(amir, 'camera', 'microphone');
  await expectVideo(ines.page, amir.name);
  await amir.page.getByRole('button', { name: 'Turn off microphone' }).click();
  for (const token of given) await expect.poll(() => verdictOn(site.origin, token)).toBe(401);
  await expectVideo(ines.page, amir.name);
  const before = await viewOf(ines, id);
  const expired = given.length;

  signalling.cut();
  await expect.poll(() => given.length).toBeGreaterThan(expired);
  await expectVideo(amir.page, ines.name);
  await expectVideo(ines.page, amir.name);
  await expectSent(amir.page, 1);
  expect((await viewOf(ines, id)).participants.map((one: { id: number }) => one.id)).toEqual(
    before.participants.map((one: { id: number }) => one.id),
  );
});

/** The clock of every page is off by so many milliseconds, and `step` changes that while they run. */
async function setClock(person: Person, off: number): Promise<{ step(off: number): Promise<void> }> {
  await person.context.addInitScript((first) => {
    const Right = Date;
    const state = { off: first };
    const now = () => Right.now() + state.off;
    Object.assign(window, { clock: state });
    window.Date = new Proxy(Right, {
      construct: (_, given: []) => (given.length > 0 ? new Right(...given) : new Right(now())),
      get: (_, name) => (name === 'now' ? now : Reflect.get(Right, name)),
    });
  }, off);
  return {
    async step(next) {
      await person.page.evaluate((value) => Object.assign(Reflect.get(window, 'clock'), { off: value }), next);
    },
  };
}

test('15: clocks that are off by five minutes, or step back: everybody joins, and the order stays', async ({
  newPerson,
}) => {
  const FIVE_MINUTES = 300_000;
  const [ines, amir, lotte] = [await newPerson('Ines'), await newPerson('Amir'), await newPerson('Lotte')];
  const ahead = await setClock(amir, FIVE_MINUTES);
  await setClock(lotte, -FIVE_MINUTES);
  const everybody = [ines, amir, lotte];
  const id = await newClass(ines, [amir, lotte]);
  await lotte.page.goto(`/sessions/${id}/live`);
  // Ten minutes, by the server's clock.
  await expect(lotte.page.getByRole('timer')).toContainText(/(10:00|9:\d\d)$/);
  await enter(ines, id, 'Start Session');
  await turnOn(ines, 'camera', 'microphone');
  await enter(amir, id, 'Join');
  await turnOn(amir, 'camera');
  for (const { page } of [amir, lotte]) await expectVideo(page, ines.name);
  await expectVideo(ines.page, amir.name);
  for (const person of everybody) await openChat(person);

  const said: string[] = [];
  const talk = async (round: string) => {
    for (const person of everybody) {
      const text = `${person.username} ${round}`;
      await say(person, text);
      said.push(text);
      for (const { page } of everybody) await expect.poll(() => textsOf(page)).toEqual(said);
    }
  };
  await talk('first');
  await lotte.page.getByRole('button', { name: 'Raise hand' }).click();
  await expect(tileOf(ines.page, lotte.name).getByRole('img', { name: 'Hand raised, number 1' })).toBeVisible();

  await ahead.step(-FIVE_MINUTES);
  await talk('second');
  await amir.page.getByRole('button', { name: 'Raise hand' }).click();
  await expect(tileOf(ines.page, amir.name).getByRole('img', { name: 'Hand raised, number 2' })).toBeVisible();

  // Nor does a lost connection go wrong by it.
  await amir.context.setOffline(true);
  await say(ines, 'missed');
  said.push('missed');
  await expect.poll(() => textsOf(ines.page)).toEqual(said);
  await amir.context.setOffline(false);
  await talk('third');
  await expectVideo(ines.page, amir.name);
  // Lotte was taken in when it started.
  expect(await namesIn(ines, id)).toEqual([ines, lotte, amir].map(({ username }) => username));
});

test('32: removed in the call: media, socket, tokens and the way back are cut within 1 s, the page says so and stays out', async ({
  site,
  newPerson,
}, { annotations }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  const signalling = await watchSignalling(amir.context);
  const closed = new Promise<number>((resolve) => {
    amir.page.on('websocket', (socket) => {
      if (socket.url().includes('/api/realtime/')) socket.on('close', () => resolve(Date.now()));
    });
  });
  const id = await inTheRoom(ines, amir);
  await turnOn(amir, 'camera', 'microphone');
  await expectVideo(ines.page, amir.name);
  const fresh = await (await post(amir, `${id}/media_token`)).json();
  const tokens = [fresh.token, ...signalling.tokens];
  const { participants } = await viewOf(ines, id);
  const stay = participants.find((one: { user: { id: number } }) => one.user.id === amir.id).id;
  // What comes to Ines is from Amir, and the other way round: there is nobody else.
  const [atInes, atAmir] = [await watchIncoming(ines.page), await watchIncoming(amir.page)];
  await expect.poll(atInes.lastAt).toBeGreaterThan(0);
  await expect.poll(atAmir.lastAt).toBeGreaterThan(0);

  const told = amir.page.evaluate(whenSaid, 'removed');
  const removed = Date.now();
  expect((await post(ines, `${id}/live_participants/${stay}/remove`)).status()).toBe(200);
  const verdicts = Promise.all(tokens.map((token) => refusedAt(() => verdictOn(site.origin, token))));
  const took: Record<string, number> = {
    page: (await told) - removed,
    socket: (await closed) - removed,
    tokens: Math.max(...(await verdicts)) - removed,
  };
  await expect(tileOf(ines.page, amir.name)).toBeHidden();
  for (const [name, { lastAt }] of Object.entries({ 'sent by them': atInes, 'received by them': atAmir })) {
    await expect.poll(async () => Date.now() - (await lastAt())).toBeGreaterThan(1_000);
    took[name] = (await lastAt()) - removed;
  }
  for (const [type, ms] of Object.entries(took)) {
    annotations.push({ type, description: `${ms} ms` });
  }
  for (const [type, ms] of Object.entries(took)) expect(ms, type).toBeLessThan(1_000);

  for (const [path, body] of [
    ['join_live', { tab: 'another-tab' }],
    ['media_token', { tab: 'another-tab', take_over: true }],
    ['warm_media', {}],
  ] as const) {
    expect((await post(amir, `${id}/${path}`, body)).status(), path).toBe(403);
  }
  await test.step('loading the page again leads nowhere either', async () => {
    await amir.page.reload();
    await expect(amir.page.getByRole('heading', { level: 1, name: /removed/i })).toBeVisible();
    await expect(amir.page.getByRole('button', { name: /^(Join|Continue here)$/ })).toHaveCount(0);
    expect(await namesIn(ines, id)).toEqual([ines.username]);
    const rooms = await site.rooms();
    expect((await rooms.listParticipants(`session-${id}`)).map((one) => one.identity)).toEqual([String(ines.id)]);
  });
});

async function refusedAt(verdict: () => Promise<number>): Promise<number> {
  while ((await verdict()) === 200) await delay(10);
  return Date.now();
}

/** When a heading has these words, by the page itself: what watches it from outside is told later on a busy machine. */
async function whenSaid(words: string): Promise<number> {
  const isSaid = () => [...document.querySelectorAll('h1')].some((one) => one.textContent.includes(words));
  await new Promise<void>((resolve) => {
    const look = () => isSaid() && resolve();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    look();
  });
  return Date.now();
}
