import { eventData } from '@lectern/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOracle } from '#testing/oracle.ts';
import { newRoom } from '#testing/oracle-room.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let oracle: ReturnType<typeof createOracle>;
beforeAll(async () => {
  t = await buildTestApp();
  oracle = createOracle(t);
});
afterAll(() => t.close());

test('view before + events = view read fresh, for every command of the breakouts', async () => {
  const { id, host, amir, lotte, onlookers } = await newRoom(t);
  const seen = new Set<string>();
  const step = async (person: Person, method: 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) => {
    const types = await oracle.watched(id, onlookers, async () => {
      const given = await t.request(person, method, `/api/sessions/${id}/${url}/`, body);
      expect(given.statusCode, `${url}: ${given.body}`).toBeLessThan(300);
    });
    for (const type of types) seen.add(type);
  };

  await step(host, 'POST', 'breakouts', { names: ['Red', 'Blue', 'Green'] });
  const roomIds = (await oracle.readView(host, id))?.breakouts?.rooms.map((room) => room.id) ?? [];
  const [red = 0, blue = 0, green = 0] = roomIds;
  await step(host, 'PATCH', `breakouts/${red}`, { name: 'Crimson' });
  await step(host, 'DELETE', `breakouts/${green}`);
  await step(host, 'PATCH', 'breakout_settings', { may_return: true, may_choose: false });
  await step(host, 'POST', 'distribute_breakouts', { how: 'random' });
  const assign = (person: Person, breakout_id: number | null) =>
    step(host, 'POST', 'assign_breakouts', { assignments: [{ account_id: person.id, breakout_id }] });
  await assign(amir, red);
  await assign(lotte, red);
  await step(host, 'POST', 'open_breakouts', { seconds: 600 });
  await step(host, 'PATCH', 'breakout_settings', { may_return: false });
  for (const person of [amir, lotte]) await step(person, 'POST', 'move', { breakout_id: red });
  await step(amir, 'POST', 'ask_help');
  await step(host, 'POST', 'resolve_help', { breakout_id: red });
  await step(lotte, 'POST', 'ask_help');
  await step(amir, 'POST', 'raise_hand');
  await assign(amir, blue);
  await assign(lotte, null);
  await step(amir, 'POST', 'move', { breakout_id: blue });
  await step(host, 'POST', 'move', { breakout_id: blue });
  await step(lotte, 'POST', 'move', { breakout_id: null });
  await step(host, 'POST', 'cohosts', { account_id: amir.id, on: true });
  await step(host, 'POST', 'cohosts', { account_id: amir.id, on: false });
  await step(amir, 'POST', 'leave_live');
  await step(amir, 'POST', 'join_live');
  await step(host, 'POST', 'time_breakouts', { seconds: 60 });
  await step(host, 'POST', 'time_breakouts', { seconds: 0 });
  for (const person of [host, amir]) await step(person, 'POST', 'move', { breakout_id: null });
  await assign(amir, blue);
  await step(host, 'POST', 'open_breakouts', { seconds: null });
  await step(amir, 'POST', 'move', { breakout_id: blue });
  await step(amir, 'POST', 'ask_help');
  await step(host, 'POST', 'end');

  const ofBreakouts = Object.keys(eventData).filter((type) => /^(breakouts|help)\./.test(type));
  expect([...seen].filter((type) => ofBreakouts.includes(type)).sort()).toEqual(ofBreakouts.sort());
  expect([...seen]).toContain('participant.moved');
});
