import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import AxeBuilder from '@axe-core/playwright';
import { act, chatOf, messageOf, openChat, say, textsOf } from '#chat.ts';
import { expect, newClass, type Person, test } from '#fixtures.ts';
import { enter } from '#live-room.ts';

/** A running session with all of them in the room, the first as its instructor. */
async function classInTheRoom(instructor: Person, ...learners: Person[]): Promise<number> {
  const id = await newClass(instructor, learners);
  await enter(instructor, id, 'Start Session');
  for (const learner of learners) await enter(learner, id, 'Join');
  return id;
}

const writeTo = ({ page }: Person, whom: string | RegExp) =>
  page.getByLabel('To', { exact: true }).selectOption(typeof whom === 'string' ? { label: whom } : { index: 1 });

/** axe finds nothing serious in the room as it is now, at a desk and on a phone. */
async function expectAccessible({ page }: Person): Promise<void> {
  const desk = page.viewportSize() ?? { width: 1280, height: 800 };
  for (const size of [desk, { width: 390, height: 844 }]) {
    await page.setViewportSize(size);
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
  }
  await page.setViewportSize(desk);
}

test('what is written to everyone is read by all, in one order', async ({ newPerson }) => {
  const [ines, amir, lotte] = [await newPerson('Ines'), await newPerson('Amir'), await newPerson('Lotte')];
  await classInTheRoom(ines, amir, lotte);
  for (const person of [ines, amir, lotte]) await openChat(person);
  for (let round = 1; round <= 3; round += 1) {
    await Promise.all([ines, amir, lotte].map((person) => say(person, `${person.username} ${round}`)));
  }
  for (const { page } of [ines, amir, lotte]) {
    await expect(page.getByRole('log').getByText('Sending')).toHaveCount(0);
    await expect.poll(() => textsOf(page).then((texts) => texts.length)).toBe(9);
  }
  const read = await textsOf(ines.page);
  expect(await textsOf(amir.page)).toEqual(read);
  expect(await textsOf(lotte.page)).toEqual(read);
});

test('a private message is between the instructor and one person', async ({ newPerson }) => {
  const [ines, amir, lotte] = [await newPerson('Ines'), await newPerson('Amir'), await newPerson('Lotte')];
  await classInTheRoom(ines, amir, lotte);
  for (const person of [ines, amir, lotte]) await openChat(person);
  await writeTo(amir, /instructor/);
  await say(amir, 'only for you');
  await expect(messageOf(ines.page, 'only for you')).toContainText('Private, to you only');
  await expect(messageOf(amir.page, 'only for you')).toContainText('Private, to Ines Test only');
  await act(ines.page, 'only for you', 'Reply');
  await expect(ines.page.getByText('Only Amir will see it')).toBeVisible();
  await say(ines, 'and this for you');
  await expect(messageOf(amir.page, 'and this for you')).toBeVisible();
  // What is to everyone comes after it: had the private ones come as well, they would be here.
  await writeTo(ines, 'Everyone');
  await say(ines, 'for all');
  await expect(messageOf(lotte.page, 'for all')).toBeVisible();
  expect(await textsOf(lotte.page)).toEqual(['for all']);
  const page = await lotte.api.get(`/api/sessions/${/sessions\/(\d+)/.exec(lotte.page.url())?.[1]}/messages/`);
  expect(JSON.stringify(await page.json())).not.toContain('for you');
});

test('replies, reactions, edits and deletions reach the others', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  await classInTheRoom(ines, amir);
  await openChat(ines);
  await openChat(amir);
  await say(ines, 'Open page 12');

  await act(amir.page, 'Open page 12', 'Reply');
  await say(amir, 'of which book?');
  const answer = messageOf(ines.page, 'of which book?');
  await expect(answer.getByRole('button', { name: 'Go to the message of Ines Test' })).toContainText('Open page 12');

  await act(ines.page, 'of which book?', 'React with 👍');
  await act(amir.page, 'of which book?', 'React');
  await amir.page.keyboard.press('ArrowRight');
  await amir.page.keyboard.press('Enter');
  await expect(answer.getByRole('button', { name: '👍 You' })).toHaveAttribute('aria-pressed', 'true');
  await expect(answer.getByRole('button', { name: '👎 Amir Test' })).toHaveAttribute('aria-pressed', 'false');
  await answer.getByRole('button', { name: '👍 You' }).click();
  await expect(messageOf(amir.page, 'of which book?').getByRole('button', { name: /^👍/ })).toHaveCount(0);

  // The arrow up in an empty field edits the last own message.
  await amir.page.getByRole('textbox', { name: 'Message' }).press('ArrowUp');
  const edit = amir.page.getByRole('textbox', { name: 'Edit your message' });
  await expect(edit).toHaveValue('of which book?');
  await edit.fill('of the green book?');
  await edit.press('Enter');
  await expect(messageOf(ines.page, 'of the green book?')).toContainText('edited');

  await act(ines.page, 'of the green book?', 'Delete');
  await ines.page.getByRole('button', { name: 'Delete message' }).click();
  await expect(messageOf(amir.page, 'Message deleted')).toBeVisible();
  await expect(messageOf(amir.page, 'of the green book?')).toHaveCount(0);
});

test('a file arrives as it was sent', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  await classInTheRoom(ines, amir);
  await openChat(ines);
  await openChat(amir);
  const buffer = gzipSync(randomBytes(300_000));
  const name = 'Übung ‹3› & more.gz';
  await amir.page.getByRole('button', { name: 'Attach files' }).click();
  await amir.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/gzip', buffer });
  await expect(chatOf(amir.page).getByRole('button', { name: `Remove ${name}` })).toBeVisible();
  await amir.page.getByRole('button', { name: 'Send', exact: true }).click();
  const link = ines.page.getByRole('link', { name: `Download ${name} (Archive, 300 kB)` });
  const [download] = await Promise.all([ines.page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe(name);
  expect((await readFile(await download.path())).equals(buffer)).toBe(true);
  await amir.page
    .locator('input[type=file]')
    .setInputFiles({ name: 'empty', mimeType: 'text/plain', buffer: Buffer.of() });
  await expect(chatOf(amir.page).getByRole('alert')).toBeVisible();
  await expect(amir.page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
});

test('the instructor closes the chat and opens it again', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  await classInTheRoom(ines, amir);
  await openChat(ines);
  await openChat(amir);
  await amir.page.getByRole('textbox', { name: 'Message' }).fill('half a thought');
  await ines.page.getByRole('button', { name: 'Close the chat' }).click();
  await expect(amir.page.getByText('The instructor has closed the chat.')).toBeVisible();
  await expect(amir.page.getByRole('textbox', { name: 'Message' })).toHaveCount(0);
  await say(ines, 'Listen now');
  await expect(messageOf(amir.page, 'Listen now')).toBeVisible();
  await ines.page.getByRole('button', { name: 'Open the chat' }).click();
  await expect(amir.page.getByRole('textbox', { name: 'Message' })).toHaveValue('half a thought');
});

test('what is written offline is delivered once, in the same order for both', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  await classInTheRoom(ines, amir);
  await openChat(ines);
  await openChat(amir);
  await say(amir, 'before');
  await expect(messageOf(ines.page, 'before')).toBeVisible();
  await amir.context.setOffline(true);
  await say(amir, 'offline one');
  await say(amir, 'offline two');
  await expect(messageOf(amir.page, 'offline one')).toContainText('Not sent yet');
  await say(ines, 'meanwhile');
  // Acknowledged, so that the order is known.
  await expect(messageOf(ines.page, 'meanwhile')).toBeVisible();
  await expect(ines.page.getByRole('log').getByText('Sending')).toHaveCount(0);
  await amir.context.setOffline(false);
  for (const { page } of [ines, amir]) {
    await expect(messageOf(page, 'offline two')).toBeVisible();
    await expect(messageOf(page, 'meanwhile')).toBeVisible();
  }
  await expect(amir.page.getByRole('log').getByText(/Sending|Not sent/)).toHaveCount(0);
  const read = ['before', 'meanwhile', 'offline one', 'offline two'];
  expect(await textsOf(ines.page)).toEqual(read);
  expect(await textsOf(amir.page)).toEqual(read);
});

test('a message whose answer is lost is not sent twice', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  await classInTheRoom(ines, amir);
  await openChat(ines);
  await openChat(amir);
  const keys: (string | undefined)[] = [];
  await amir.page.route('**/api/sessions/*/messages/', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    // It arrives, and only its answer does not.
    await route.fetch();
    return route.abort();
  });
  await say(amir, 'just once');
  await expect.poll(() => keys.length).toBe(2);
  await expect(amir.page.getByRole('log').getByText(/Sending|Not sent/)).toHaveCount(0);
  await say(ines, 'after it');
  await expect(messageOf(amir.page, 'after it')).toBeVisible();
  expect(keys[1]).toBe(keys[0]);
  for (const { page } of [ines, amir]) expect(await textsOf(page)).toEqual(['just once', 'after it']);
});

test('what the server refuses stays, says why, and goes with Retry or away with Remove', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  await classInTheRoom(ines, amir);
  await openChat(ines);
  await openChat(amir);
  await amir.page.route('**/api/sessions/*/messages/', (route) =>
    route.fulfill({ status: 403, json: { error: 'The chat is closed', code: 'chat_closed' } }),
  );
  await say(amir, 'first');
  await say(amir, 'second');
  const [first, second] = [messageOf(amir.page, 'first'), messageOf(amir.page, 'second')];
  await expect(first.getByRole('alert')).toContainText('Not sent.');
  await second.getByRole('button', { name: 'Remove' }).click();
  await expect(second).toHaveCount(0);
  // Kept over a reload, with its key; and so is the open chat.
  await amir.page.unrouteAll();
  await amir.page.reload();
  await first.getByRole('button', { name: 'Retry' }).click();
  await expect(messageOf(ines.page, 'first')).toBeVisible();
  await expect(first.getByRole('alert')).toHaveCount(0);
  expect(await textsOf(ines.page)).toEqual(['first']);
});

test('history from the start by pages, unread count, mention, and where one left off', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  const id = await newClass(ines, [amir]);
  await enter(ines, id, 'Start Session');
  await openChat(ines);
  for (let number = 1; number <= 65; number += 1) {
    const posted = await ines.api.post(`/api/sessions/${id}/messages/`, { data: { text: `number ${number} of many` } });
    expect(posted.status()).toBe(201);
  }
  // Somebody who comes later reads it all.
  await enter(amir, id, 'Join');
  await openChat(amir);
  await expect(messageOf(amir.page, 'number 65 of')).toBeInViewport();
  await expect(messageOf(amir.page, 'number 1 of')).toHaveCount(0);
  // Coming near the beginning is enough, by wheel or by Tab.
  await amir.page.getByRole('button', { name: 'Load older messages' }).focus();
  await expect(messageOf(amir.page, 'number 1 of')).toHaveCount(1);
  await messageOf(amir.page, 'number 20 of').scrollIntoViewIfNeeded();
  await say(ines, 'one more below');
  await amir.page.getByRole('button', { name: '1 new message' }).click();
  await expect(messageOf(amir.page, 'one more below')).toBeInViewport();

  await amir.page.getByRole('button', { name: 'Close chat' }).click();
  await say(ines, 'while you were away');
  const opener = amir.page.getByRole('button', { name: 'Chat', exact: true });
  await expect(opener).toHaveAccessibleDescription('1 unread message');
  await ines.page.getByRole('textbox', { name: 'Message' }).pressSequentially('and @ami');
  await ines.page
    .getByRole('listbox', { name: 'People to mention' })
    .getByRole('option', { name: 'Amir Test' })
    .waitFor();
  await ines.page.keyboard.press('Enter');
  await ines.page.keyboard.type('look');
  await ines.page.keyboard.press('Enter');
  await expect(opener).toHaveAccessibleDescription('2 unread messages, you are mentioned');
  await openChat(amir);
  await expect(messageOf(amir.page, 'and @Amir Test look')).toBeVisible();
  await expect(amir.page.getByRole('log').getByText('New', { exact: true })).toBeVisible();
  // The chat is open again by itself.
  await amir.page.reload();
  await expect(messageOf(amir.page, 'and @Amir Test look')).toBeVisible();
  await expect(amir.page.getByRole('log').getByText('New', { exact: true })).toHaveCount(0);
});

test('all of it works by keyboard, and axe finds nothing', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson('Ines'), await newPerson('Amir')];
  await classInTheRoom(ines, amir);
  await openChat(amir);
  await openChat(ines);
  await expectAccessible(ines);
  const { keyboard } = ines.page;
  // Whoever opens the chat can write at once.
  await expect(ines.page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  for (const text of ['first', 'second `code`', 'third https://example.org']) {
    await keyboard.type(text);
    await keyboard.press('Enter');
  }
  await writeTo(ines, /Amir/);
  await say(ines, 'only you');
  await expect(messageOf(amir.page, 'only you')).toBeVisible();
  await expectAccessible(ines);
  await expectAccessible(amir);

  // Into the log, up to the first message, and to its buttons.
  await messageOf(ines.page, 'only you').focus();
  await keyboard.press('Home');
  await expect(messageOf(ines.page, 'first')).toBeFocused();
  const react = messageOf(ines.page, 'first').getByRole('button', { name: 'React', exact: true });
  await expect(react).toBeVisible();
  while (!(await react.evaluate((button) => button === document.activeElement))) await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(ines.page.getByRole('button', { name: 'thumbs up' })).toBeFocused();
  await expectAccessible(ines);
  await keyboard.press('Escape');
  await expect(messageOf(ines.page, 'first')).toBeFocused();
  await expect(chatOf(ines.page)).toBeVisible();
  await keyboard.press('Escape');
  await expect(chatOf(ines.page)).toHaveCount(0);
});
