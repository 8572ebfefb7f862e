import { scryptSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leavesNothing, sendRaw } from '#testing/refused.ts';
import { buildTestApp, cookieOf, expectError, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.close());

let count = 0;
const newAccount = (changes: Record<string, unknown> = {}) => {
  count += 1;
  const username = `account${count}`;
  const names = { first_name: 'Grace', last_name: 'Hopper' };
  return { email: `${username}@example.org`, password: `password of ${username}`, username, ...names, ...changes };
};
type Input = ReturnType<typeof newAccount>;

const auth = (path: string, payload: Record<string, unknown>, app: TestApp = t) =>
  sendRaw(app, { method: 'POST', url: `/api/auth/${path}`, payload });
const me = (cookie: string) => sendRaw(t, { url: '/api/me/', headers: { cookie } });

async function signUp(input: Input): Promise<{ id: number; cookie: string }> {
  const answer = await auth('sign-up/email', input);
  expect(answer.statusCode, answer.body).toBe(200);
  const cookie = cookieOf(answer);
  return { id: (await me(cookie)).json().id, cookie };
}

async function signIn({ username, password }: Pick<Person, 'username' | 'password'>): Promise<string> {
  const answer = await auth('sign-in/username', { username, password });
  expect(answer.statusCode, answer.body).toBe(200);
  return cookieOf(answer);
}

describe('signing up', () => {
  test('makes an account and signs it in', async () => {
    const input = newAccount();
    const { cookie } = await signUp(input);
    const { password: _, ...shown } = input;
    expect((await me(cookie)).json()).toEqual({ ...shown, id: expect.any(Number), is_admin: expect.any(Boolean) });
  });

  test('cannot take what belongs to the server', async () => {
    await signUp(newAccount());
    const wishes = { is_admin: true, id: 4711, emailVerified: true, role: 'admin', created_at: '2000-01-01T00:00:00Z' };
    const { id, cookie } = await signUp(newAccount({ ...wishes, user: wishes }));
    expect((await me(cookie)).json()).toMatchObject({ id, is_admin: false });
    expect(id).not.toBe(4711);
    const { rows } = await t.db.orm.execute(`select is_admin, email_verified from account where id = ${id}`);
    expect(rows).toEqual([{ is_admin: false, email_verified: false }]);
  });

  test('says the same of a taken username and of a taken e-mail address, in capitals too', async () => {
    const taken = newAccount();
    await signUp(taken);
    await leavesNothing(t.db, async () => {
      const bodies = new Set<string>();
      for (const changes of [
        { username: taken.username },
        { username: taken.username.toUpperCase() },
        { email: taken.email },
        { email: taken.email.toUpperCase() },
        { username: taken.username, email: taken.email },
      ]) {
        const answer = await auth('sign-up/email', newAccount(changes));
        expectError(answer, 'account_not_created');
        expect(answer.cookies).toEqual([]);
        bodies.add(answer.body);
      }
      expect(bodies.size).toBe(1);
    });
  });

  test('ten times at once with one name gives one account', async () => {
    for (const same of [{ username: 'wanted' }, { email: 'wanted@example.org' }]) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => auth('sign-up/email', newAccount(same))));
      const refused = answers.filter(({ statusCode }) => statusCode !== 200);
      expect(refused).toHaveLength(9);
      for (const answer of refused) expectError(answer, 'account_not_created');
    }
    const { rows } = await t.db.orm.execute(
      'select a.id from account a left join credential c on c.account_id = a.id where c.id is null',
    );
    expect(rows).toEqual([]);
  });
});

describe('the first account of a site', () => {
  test('is its admin, and the next is not', async () => {
    const site = await buildTestApp();
    const admins = [];
    for (let index = 0; index < 2; index += 1) {
      const cookie = cookieOf(await auth('sign-up/email', newAccount(), site));
      admins.push((await sendRaw(site, { url: '/api/me/', headers: { cookie } })).json().is_admin);
    }
    expect(admins).toEqual([true, false]);
    await site.close();
  });

  test('is one also when ten sign up at the same moment', async () => {
    const site = await buildTestApp();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => auth('sign-up/email', newAccount({ is_admin: true }), site)),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(10).fill(200));
    const { rows } = await site.db.orm.execute('select is_admin, count(*)::int from account group by 1 order by 1');
    expect(rows).toEqual([
      { is_admin: false, count: 9 },
      { is_admin: true, count: 1 },
    ]);
    await site.close();
  });
});

describe('signing in', () => {
  test('works by username and by e-mail address, however they are written', async () => {
    const input = newAccount();
    const { id } = await signUp(input);
    const { username, email, password } = input;
    for (const name of [username, username.toUpperCase(), ` ${username} `]) {
      const answer = await auth('sign-in/username', { username: name, password });
      expect((await me(cookieOf(answer))).json().id, name).toBe(id);
    }
    for (const address of [email, email.toUpperCase(), ` ${email} `]) {
      const answer = await auth('sign-in/email', { email: address, password });
      expect((await me(cookieOf(answer))).json().id, address).toBe(id);
    }
  });

  test('is a sign-in of its own each time, which lasts until it runs out', async () => {
    const input = newAccount();
    const { id, cookie } = await signUp(input);
    const second = await signIn(input);
    expect(second).not.toBe(cookie);
    const { rows } = await t.db.orm.execute(`select count(*)::int from sign_in where account_id = ${id}`);
    expect(rows).toEqual([{ count: 2 }]);
    await t.db.orm.execute(`update sign_in set expires_at = now() - interval '1 second' where account_id = ${id}`);
    for (const old of [cookie, second]) expectError(await me(old), 'not_authenticated');
  });
});

describe('signing out', () => {
  test('ends this sign-in and no other', async () => {
    const input = newAccount();
    const { cookie } = await signUp(input);
    const other = await signIn(input);
    const answer = await sendRaw(t, { method: 'POST', url: '/api/auth/sign-out', headers: { cookie } });
    expect(answer.statusCode).toBe(200);
    expect(answer.cookies.map(({ value }) => value)).toEqual(answer.cookies.map(() => ''));
    expectError(await me(cookie), 'not_authenticated');
    expect((await me(other)).statusCode).toBe(200);
    expectError(
      await sendRaw(t, { method: 'POST', url: '/api/auth/sign-out', headers: { cookie } }),
      'not_authenticated',
    );
  });
});

describe('changing the account', () => {
  const change = (cookie: string, path: string, payload: Record<string, unknown>) =>
    sendRaw(t, { method: 'POST', url: `/api/auth/${path}`, headers: { cookie }, payload });

  test('changes the names, and nothing else that is sent along', async () => {
    await signUp(newAccount());
    const input = newAccount();
    const { id, cookie } = await signUp(input);
    const wishes = { is_admin: true, id: 1, email: 'x@example.org', username: 'other', name: 'X', emailVerified: true };
    const answer = await change(cookie, 'update-user', { first_name: 'Ada', last_name: 'King', ...wishes });
    expect(answer.statusCode).toBe(200);
    const { username, email } = input;
    const expected = { id, username, email, first_name: 'Ada', last_name: 'King', is_admin: false };
    expect((await me(cookie)).json()).toEqual(expected);
    const { rows } = await t.db.orm.execute(`select name from account where id = ${id}`);
    expect(rows).toEqual([{ name: 'Ada King' }]);
  });

  test('with a new password signs all others out', async () => {
    const input = newAccount();
    const { cookie } = await signUp(input);
    const other = await signIn(input);
    const newPassword = 'quite another password';
    const answer = await change(cookie, 'change-password', { currentPassword: input.password, newPassword });
    expect(answer.statusCode).toBe(200);
    expect((await me(cookieOf(answer))).statusCode).toBe(200);
    for (const old of [cookie, other]) expectError(await me(old), 'not_authenticated');
    expectError(await auth('sign-in/username', input), 'sign_in_failed');
    await signIn({ ...input, password: newPassword });
  });

  test('with a wrong current password changes nothing', async () => {
    const input = newAccount();
    const { cookie } = await signUp(input);
    await leavesNothing(t.db, async () => {
      const passwords = { currentPassword: 'a wrong password', newPassword: 'quite another password' };
      expectError(await change(cookie, 'change-password', passwords), 'password_wrong');
    });
    expect((await me(cookie)).statusCode).toBe(200);
  });
});

describe('passwords', () => {
  test('are kept as scrypt makes them, each with a salt of its own', async () => {
    const password = 'the same password';
    const ids = [];
    for (let index = 0; index < 2; index += 1) ids.push((await signUp(newAccount({ password }))).id);
    const { rows } = await t.db.orm.execute<{ password: string }>(
      `select password from credential where account_id in (${ids.join()})`,
    );
    for (const kept of rows) {
      const [salt = '', key] = kept.password.split(':');
      expect(salt).toMatch(/^[0-9a-f]{32}$/);
      const cost = { N: 16_384, r: 16, p: 1, maxmem: 128 * 16_384 * 16 * 2 };
      expect(scryptSync(password, salt, 64, cost).toString('hex')).toBe(key);
    }
    expect(new Set(rows.map((kept) => kept.password)).size).toBe(2);
  });

  test('may hold any character, and count to the last one', async () => {
    const password = `${'pässwörd 密码 '.repeat(9)}🙂`;
    const input = newAccount({ password });
    await signUp(input);
    await signIn(input);
    for (const wrong of [password.slice(0, -2), `${password}x`, password.toUpperCase()]) {
      expectError(await auth('sign-in/username', { ...input, password: wrong }), 'sign_in_failed');
    }
  });
});
