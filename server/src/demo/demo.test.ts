import { DemoAnswer, SessionStatus } from '@lectern/contract';
import { afterEach, expect, test } from 'vitest';
import { buildTestApp, expectError, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
afterEach(() => t.close());

const fill = () => t.request(null, 'POST', '/api/site/demo/');

test('fills an empty site with sessions in every state, and accounts that can sign in', async () => {
  t = await buildTestApp();
  const answer = await fill();
  expect(answer.statusCode).toBe(201);
  const { accounts, sessions } = DemoAnswer.parse(answer.json());
  expect(new Set(sessions.map((one) => one.status))).toEqual(new Set(SessionStatus.options));
  expect(accounts.map((one) => one.role)).toContain('instructor');
  expect(new Set(accounts.map((one) => one.password)).size).toBe(accounts.length);
  for (const { username, password } of accounts) {
    const signedIn = await t.request(null, 'POST', '/api/auth/sign-in/username', { username, password });
    expect(signedIn.statusCode).toBe(200);
  }
  expect((await t.request(null, 'GET', '/api/site/')).json()).toEqual({
    is_empty: false,
    sessions_need_approval: false,
    keep_recordings_days: null,
  });
});

test('never touches a site that has data', async () => {
  t = await buildTestApp();
  const person = await t.newPerson();
  expectError(await fill(), 'site_not_empty');
  expect((await t.request(person, 'GET', '/api/sessions/')).json().items).toEqual([]);
});

test('asked ten times at once fills once', async () => {
  t = await buildTestApp();
  const answers = await Promise.all(Array.from({ length: 10 }, fill));
  expect(answers.filter((one) => one.statusCode === 201)).toHaveLength(1);
  expect(answers.filter((one) => one.statusCode === 409)).toHaveLength(9);
});
