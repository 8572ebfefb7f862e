import { afterAll, beforeAll, test } from 'vitest';
import { buildTestApp, expectError, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.close());

const validate = (token: string) => t.request(null, 'GET', `/livekit/rtc/validate?access_token=${token}`);

// In these tests nothing listens where LiveKit should be: whatever passes the gate finds it away.
test('a token passes while its account may have what it stands for, and no longer', async () => {
  const { id, creator, learners } = await t.newClass();
  const learner = learners[0] ?? creator;
  const post = (command: string, person = learner) => t.request(person, 'POST', `/api/sessions/${id}/${command}/`);
  const waiting = (await post('warm_media')).json().token;
  expectError(await validate(waiting), 'service_unavailable');
  await post('start', creator);
  const { token } = (await post('join_live')).json().media;
  expectError(await validate(token), 'service_unavailable');
  await post('leave_live');
  expectError(await validate(token), 'not_in_session');
  expectError(await validate(waiting), 'service_unavailable');

  const { items } = (await t.request(creator, 'GET', `/api/sessions/${id}/bookings/`)).json();
  await t.request(creator, 'POST', `/api/bookings/${items[0].id}/reject/`);
  expectError(await validate(waiting), 'not_in_session');
  expectError(await validate('forged'), 'not_authenticated');
  expectError(await validate(''), 'not_authenticated');
});
