import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let admin: Person;

beforeEach(async () => {
  t = await buildTestApp();
  admin = await t.newPerson();
});
afterEach(() => t.close());

const change = async (body: object) => (await t.request(admin, 'PATCH', '/api/site/', body)).json();

test('what an edit does not name stays as it is', async () => {
  const before = { is_empty: false, sessions_need_approval: false, keep_recordings_days: null };
  expect(await change({})).toEqual(before);
  expect(await change({ keep_recordings_days: 30 })).toEqual({ ...before, keep_recordings_days: 30 });
  expect(await change({ sessions_need_approval: true })).toEqual({
    ...before,
    sessions_need_approval: true,
    keep_recordings_days: 30,
  });
  expect(await change({ keep_recordings_days: null })).toEqual({ ...before, sessions_need_approval: true });
});
