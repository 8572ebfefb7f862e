import { afterAll, beforeAll, expect, test } from 'vitest';
import { AUTH_SECRET, buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';
import { type Auth, createAuth } from './auth.ts';
import { createSignInReader, signedToken } from './sign-in-reader.ts';

const NAME = 'lectern.session_token';

let t: TestApp;
let auth: Auth;
let person: Person;
beforeAll(async () => {
  t = await buildTestApp();
  auth = createAuth({ db: t.db, secret: AUTH_SECRET, secure: false, onError: () => {} });
  person = await t.newPerson();
});
afterAll(() => t.close());

const reader = () => createSignInReader({ db: t.db.orm, auth, secret: AUTH_SECRET });
const tokenOf = ({ cookie }: Person) => signedToken(cookie, NAME, AUTH_SECRET) ?? '';
const expireIn = (one: Person, interval: string) =>
  t.db.orm.execute(`update sign_in set expires_at = now() + interval '${interval}' where token = '${tokenOf(one)}'`);

test('a plain cookie is known, by what better-auth knows', async () => {
  const found = await reader().read(`theme=dark; ${person.cookie}; lang=en`);
  const theirs = await auth.api.getSession({ headers: new Headers({ cookie: person.cookie }) });
  expect(found?.id).toBe(Number(theirs?.session.id));
  expect(found?.account).toMatchObject({ id: person.id, username: person.username, email: theirs?.user.email });
  expect((await t.request(person, 'GET', '/api/me/')).json()).toMatchObject({ id: person.id, is_admin: true });
});

test('cookies that are not signed by us are no one', async () => {
  const other = await t.newPerson();
  const value = decodeURIComponent(person.cookie.slice(NAME.length + 1));
  const signature = value.slice(value.lastIndexOf('.') + 1);
  const cookies = [
    `${NAME}=${tokenOf(person)}`,
    `${NAME}=${tokenOf(person)}.`,
    `${NAME}=${encodeURIComponent(`${tokenOf(other)}.${signature}`)}`,
    `${NAME}=${encodeURIComponent(`${tokenOf(person)}x.${signature}`)}`,
    `${NAME}=${encodeURIComponent(`.${signature}`)}`,
    `${NAME}=%E0%A4%A`,
    `${NAME}=`,
    `x${person.cookie}`,
  ];
  for (const cookie of cookies) {
    expect(await reader().read(cookie), cookie).toBeNull();
    expectError(await t.request({ ...person, cookie }, 'GET', '/api/me/'), 'not_authenticated');
  }
  expect(signedToken(person.cookie, NAME, 'another secret of the same kind, also long')).toBeNull();
});

test('which of two cookies of that name is meant is for better-auth to say', async () => {
  expect(await reader().read(`${person.cookie}; ${NAME}=other`)).toBeNull();
});

test('a sign-in that has ended or run out is no one', async () => {
  const [leaving, late] = [await t.newPerson(), await t.newPerson()];
  const shared = reader();
  expect(await shared.read(leaving.cookie)).not.toBeNull();
  await t.request(leaving, 'POST', '/api/auth/sign-out', {});
  await expireIn(late, '-1 second');
  for (const one of [leaving, late]) {
    expect(await shared.read(one.cookie)).toBeNull();
    expectError(await t.request(one, 'GET', '/api/me/'), 'not_authenticated');
  }
});

test('a sign-in that is due to be prolonged is left to better-auth, which does it', async () => {
  const one = await t.newPerson();
  await expireIn(one, '5 days');
  expect(await reader().read(one.cookie)).toBeNull();
  expect((await t.request(one, 'GET', '/api/me/')).statusCode).toBe(200);
  expect(await reader().read(one.cookie)).not.toBeNull();
});

test('those who ask meanwhile are answered together, each with their own', async () => {
  const people = [person, await t.newPerson(), await t.newPerson()];
  let queries = 0;
  const counted = new Proxy(t.db.orm, {
    get(target, name, receiver) {
      if (name === 'select') queries += 1;
      return Reflect.get(target, name, receiver);
    },
  });
  const shared = createSignInReader({ db: counted, auth, secret: AUTH_SECRET });
  const asking = Array.from({ length: 60 }, (_, index) => people[index % 3]).filter((one) => one !== undefined);
  const found = await Promise.all(asking.map((one) => shared.read(one.cookie)));
  expect(found.map((one) => one?.account.id)).toEqual(asking.map((one) => one.id));
  expect(queries).toBeLessThanOrEqual(2);
});
