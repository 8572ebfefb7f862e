import { messageOf, openChat, say } from '#chat.ts';
import { expect, newClass, type Person, test } from '#fixtures.ts';
import { enter } from '#live-room.ts';

/** What has broken into chats before. Each tells by `hacked` or by a dialog that it ran. */
const PAYLOADS = [
  '<script>hacked=1</script>',
  '<img src=x onerror=hacked=1>',
  '<svg/onload=alert(1)>',
  '"><iframe srcdoc="<script>top.hacked=1</script>">',
  '<a href="javascript:alert(1)">click</a>',
  'javascript:alert(1)',
  '[click](javascript:alert(1))',
  'https://example.org/"onmouseover="alert(1)',
  "https://example.org/'><script>hacked=1</script>",
  '`<img src=x onerror=hacked=1>`',
  '```\n<script>hacked=1</script>\n```',
  '{{constructor.constructor("alert(1)")()}}',
  '\u0024{alert(1)}',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<link rel=stylesheet href=//example.org/x.css>',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  'data:text/html,<script>alert(1)</script>',
  '\u202Etxt.exe\u202C<b>',
  '$t(chat.heading) {{name}}',
];
const NAME = '<img src=x onerror=hacked=1>';
const TITLE = '<script>hacked=1</script><img src=x onerror=alert(1)>{{title}}';

/** Listens for all that must not happen. */
async function watch({ context, page }: Person): Promise<string[]> {
  const wrong: string[] = [];
  await context.exposeFunction('tellViolation', (told: string) => wrong.push(told));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      // @ts-expect-error: exposed above.
      window.tellViolation(`violation of ${violatedDirective}: ${blockedURI}`);
    });
  });
  page.on('dialog', (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // The media library has errors of its own when a session ends; these are the browser's about what it was not to run.
    if (/Content Security Policy|Refused to/.test(message.text())) wrong.push(`console: ${message.text()}`);
  });
  page.on('popup', (popup) => wrong.push(`popup: ${popup.url()}`));
  return wrong;
}

test('whatever people type is shown as they typed it, and nothing of it runs', async ({ newPerson }) => {
  const [ines, amir] = [await newPerson(NAME), await newPerson('"><svg onload=alert(1)>')];
  const id = await newClass(ines, [amir], TITLE);
  const wrong = [await watch(ines), await watch(amir)];
  for (const { page } of [ines, amir]) {
    await page.goto('/');
    await page.goto(`/sessions/${id}`);
    await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  }
  await enter(ines, id, 'Start Session');
  await enter(amir, id, 'Join');
  await openChat(ines);
  await openChat(amir);

  await test.step('as messages', async () => {
    for (const payload of PAYLOADS) {
      const posted = await amir.api.post(`/api/sessions/${id}/messages/`, { data: { text: payload } });
      expect(posted.status(), payload).toBe(201);
    }
    await say(amir, `@${ines.username} ${NAME}`);
    await expect(messageOf(ines.page, `@${ines.name} ${NAME}`)).toBeVisible();
    const log = ines.page.getByRole('log', { name: 'Messages' });
    for (const payload of PAYLOADS) {
      const shown = payload.replaceAll('`', '').trim();
      await expect(log, payload).toContainText(shown);
    }
    for (const link of await log.getByRole('link').all()) {
      expect(await link.getAttribute('href')).toMatch(/^https?:\/\/example\.org\//);
      expect(await link.getAttribute('rel')).toBe('noopener noreferrer nofollow');
      expect(await link.getAttribute('target')).toBe('_blank');
    }
    for (const tag of [
      'script',
      'img',
      'iframe',
      'object',
      'style',
      'form',
      'input',
      'details',
      'math',
      'meta',
      'link',
    ]) {
      await expect(log.locator(tag), tag).toHaveCount(0);
    }
  });

  await test.step('as the name of a file', async () => {
    const name = '"><img src=x onerror=hacked=1>.svg';
    const buffer = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
    );
    await amir.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/svg+xml', buffer });
    await amir.page.getByRole('button', { name: 'Send', exact: true }).click();
    const link = ines.page.getByRole('link', { name: /^Download "><img/ });
    await expect(link).toContainText(name);
    // A download also for who opens its address: never a page of ours.
    const address = await link.getAttribute('href');
    const answer = await ines.api.get(address ?? '');
    expect(answer.headers()['content-disposition']).toMatch(/^attachment/);
    expect(answer.headers()['content-security-policy']).toContain('sandbox');
    expect(answer.headers()['x-content-type-options']).toBe('nosniff');
  });

  await test.step('as a poll', async () => {
    const poll = { question: TITLE, options: PAYLOADS.slice(0, 10).map((one) => one.trim()), anonymous: false };
    expect((await ines.api.post(`/api/sessions/${id}/polls/`, { data: poll })).status()).toBe(201);
    await amir.page.getByRole('button', { name: /^Polls/ }).click();
    const card = amir.page.getByRole('article', { name: TITLE });
    for (const option of poll.options) await expect(card).toContainText(option);
    await card.getByRole('radio').first().check();
    await card.getByRole('button', { name: 'Answer' }).click();
    await expect(card.getByText('You answered:')).toContainText(poll.options[0] ?? '');
  });

  await test.step('after the end', async () => {
    expect((await ines.api.post(`/api/sessions/${id}/end/`)).status()).toBe(200);
    for (const { page } of [ines, amir]) await expect(page.getByRole('heading', { level: 1 })).toContainText('ended');
  });

  for (const { page } of [ines, amir]) expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(wrong).toEqual([[], []]);
});
