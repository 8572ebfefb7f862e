import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leavesNothing, sendRaw } from '#testing/refused.ts';
import { buildSecondApp } from '#testing/second-app.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';
import { createAuth } from './auth.ts';

/** What of better-auth is meant to be reached. */
const OPEN = ['sign-up/email', 'sign-in/username', 'sign-in/email', 'sign-out', 'update-user', 'change-password'];

let t: TestApp;
let person: Person;
beforeAll(async () => {
  t = await buildTestApp();
  person = await t.newPerson();
});
afterAll(() => t.close());

const tryFrom = (remoteAddress: string, path: string, payload: Record<string, unknown>, cookie?: string) =>
  t.app.inject({
    method: 'POST',
    url: `/api/auth/${path}`,
    remoteAddress,
    payload,
    ...(cookie === undefined ? {} : { headers: { cookie } }),
  });

describe('who has an account', () => {
  test('is not to be learnt by signing in', async () => {
    const wrong = { password: 'a wrong password' };
    const email = `${person.username}@example.org`;
    await leavesNothing(t.db, async () => {
      const tries: [string, Record<string, unknown>][] = [
        ['sign-in/username', { username: person.username, ...wrong }],
        ['sign-in/username', { username: 'nobody', ...wrong }],
        ['sign-in/username', { username: 'x', ...wrong }],
        ['sign-in/username', { username: 'not a username', ...wrong }],
        ['sign-in/username', { username: email, ...wrong }],
        ['sign-in/username', { username: person.username, password: '' }],
        ['sign-in/email', { email, ...wrong }],
        ['sign-in/email', { email: 'nobody@example.org', ...wrong }],
        ['sign-in/email', { email: 'no address', ...wrong }],
        ['sign-in/email', { email: person.username, ...wrong }],
      ];
      const answers = [];
      for (const [path, payload] of tries)
        answers.push(await sendRaw(t, { method: 'POST', url: `/api/auth/${path}`, payload }));
      for (const answer of answers) expectError(answer, 'sign_in_failed');
      const shown = answers.map(({ body, headers }) => JSON.stringify({ body, ...headers, date: '' }));
      expect(new Set(shown).size).toBe(1);
    });
  });
});

describe('too many tries', () => {
  const TRIES = 10;
  const wrong = (username: string) => ({ username, password: 'a wrong password' });

  /** Uses up what one address may try on one account. */
  async function useUp(address: string, username: string): Promise<void> {
    for (let index = 0; index < TRIES; index += 1) {
      expectError(await tryFrom(address, 'sign-in/username', wrong(username)), 'sign_in_failed');
    }
  }

  test('are refused for this account and address, also with the right password, however it is written', async () => {
    const { username, password } = person;
    await useUp('10.200.0.1', username);
    for (const name of [username, username.toUpperCase(), ` ${username}\t`]) {
      const answer = await tryFrom('10.200.0.1', 'sign-in/username', { username: name, password });
      expectError(answer, 'too_many_requests');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(60);
      expect(answer.cookies).toEqual([]);
    }
  });

  test('keep nobody else out: another account here, this account elsewhere', async () => {
    const other = await t.newPerson();
    const { username, password } = await t.newPerson();
    await useUp('10.200.0.2', username);
    const here = await tryFrom('10.200.0.2', 'sign-in/username', {
      username: other.username,
      password: other.password,
    });
    expect(here.statusCode).toBe(200);
    expect((await tryFrom('10.200.0.3', 'sign-in/username', { username, password })).statusCode).toBe(200);
  });

  test('are counted for addresses as they come, not as a stranger names them', async () => {
    const { username } = await t.newPerson();
    await useUp('10.200.0.4', username);
    const answer = await t.app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/username',
      remoteAddress: '10.200.0.4',
      headers: { 'x-forwarded-for': '1.2.3.4', 'x-real-ip': '1.2.3.4', forwarded: 'for=1.2.3.4' },
      payload: wrong(username),
    });
    expectError(answer, 'too_many_requests');
  });

  test('of one address are refused for all accounts in the end', async () => {
    const hammering = await t.newPerson();
    for (let index = 0; index < 300; index += 1)
      await tryFrom('10.200.0.5', 'sign-in/username', wrong(hammering.username));
    expectError(await tryFrom('10.200.0.5', 'sign-in/username', { ...person }), 'too_many_requests');
    expectError(await tryFrom('10.200.0.5', 'sign-in/email', { email: 'a@b.org', password: 'x' }), 'too_many_requests');
    const fresh = { email: 'late@example.org', username: 'late', password: 'a long password', first_name: 'Late' };
    expectError(await tryFrom('10.200.0.5', 'sign-up/email', fresh), 'too_many_requests');
  });

  test('to guess the current password are refused for this account, and for nobody else at this address', async () => {
    const [guesser, neighbour] = [await t.newPerson(), await t.newPerson()];
    const change = (who: Person, currentPassword: string) =>
      tryFrom('10.200.0.6', 'change-password', { currentPassword, newPassword: 'a fine new password' }, who.cookie);
    for (let index = 0; index < TRIES; index += 1) expectError(await change(guesser, 'a guess'), 'password_wrong');
    expectError(await change(guesser, guesser.password), 'too_many_requests');
    expect((await change(neighbour, neighbour.password)).statusCode).toBe(200);
  });
});

describe('the cookie', () => {
  const attributes = async (publicUrl: string) => {
    const app = await buildSecondApp(t, { publicUrl });
    const { username, password } = person;
    const payload = { username, password };
    const answer = await app.inject({ method: 'POST', url: '/api/auth/sign-in/username', payload });
    const me = await app.inject({
      url: '/api/me/',
      headers: { cookie: String(answer.headers['set-cookie']).split(';')[0] },
    });
    await app.close();
    expect(me.json()).toMatchObject({ username });
    return answer.cookies.map(({ value: _, ...cookie }) => cookie);
  };

  test('is for the server only, and not sent along from other sites', async () => {
    expect(await attributes('http://localhost:3000')).toEqual([
      { name: 'lectern.session_token', httpOnly: true, sameSite: 'Lax', path: '/', maxAge: expect.any(Number) },
    ]);
  });

  test('goes over TLS only where the site is served so', async () => {
    expect(await attributes('https://lectern.example')).toEqual([
      {
        name: '__Secure-lectern.session_token',
        httpOnly: true,
        sameSite: 'Lax',
        secure: true,
        path: '/',
        maxAge: expect.any(Number),
      },
    ]);
  });

  test('is not given to a page of another site', async () => {
    const { username, password } = person;
    const answer = await sendRaw(t, {
      method: 'POST',
      url: '/api/auth/sign-in/username',
      headers: { origin: 'https://evil.example' },
      payload: { username, password },
    });
    expectError(answer, 'wrong_origin');
    expect(answer.cookies).toEqual([]);
  });
});

describe('the rest of better-auth', () => {
  /** Every path the library answers at, as it is set up here, and those of its plugins that are often there. */
  function libraryPaths(): string[] {
    const { api } = createAuth({ db: t.db, secret: 'x'.repeat(32), secure: false, onError: () => {} });
    const paths = Object.values(api).flatMap((endpoint) =>
      'path' in endpoint && endpoint.path ? [endpoint.path.slice(1)] : [],
    );
    const more = [
      'is-username-available',
      'list-sessions',
      'get-session',
      'delete-user',
      'forget-password',
      'admin/set-role',
    ];
    return [...new Set([...paths, ...more, 'error', 'ok', 'change-email', 'callback/x', 'reset-password/x', ''])];
  }

  test('cannot be reached', async () => {
    const closed = libraryPaths().filter((path) => !OPEN.includes(path));
    expect(closed.length).toBeGreaterThan(20);
    await leavesNothing(t.db, async () => {
      for (const path of closed) {
        for (const method of ['GET', 'POST'] as const) {
          for (const url of [
            `/api/auth/${path}`,
            `/api/auth/${path}/`,
            `/api/auth//${path}`,
            `/api/auth/sign-out/../${path}`,
          ]) {
            const body = method === 'POST' ? { payload: { username: 'ada', email: 'ada@example.org' } } : {};
            const signedIn = await sendRaw(t, { method, url, headers: { cookie: person.cookie }, ...body });
            expectError(signedIn, 'not_found');
            const signedOut = await sendRaw(t, { method, url, ...body });
            expectError(signedOut, 'not_authenticated');
          }
        }
      }
    });
  });

  test('and what can be reached, by its one method only', async () => {
    for (const path of OPEN) {
      for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'] as const) {
        const answer = await sendRaw(t, { method, url: `/api/auth/${path}`, headers: { cookie: person.cookie } });
        expectError(answer, 'not_found');
      }
    }
  });
});
