import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestClass } from '#testing/test-app.ts';
import { createMissedEvents, MOST_EVENTS } from './missed-events.ts';

let t: TestApp;
let held: TestClass;
beforeAll(async () => {
  t = await buildTestApp();
  held = await t.newClass({ learners: 2 });
  await t.request(held.creator, 'POST', `/api/sessions/${held.id}/start/`);
  for (const learner of held.learners) await t.request(learner, 'POST', `/api/sessions/${held.id}/join_live/`);
  for (const text of ['One', 'Two', 'Three']) {
    await t.request(held.creator, 'POST', `/api/sessions/${held.id}/messages/`, { text });
  }
});
afterAll(() => t.close());

const actor = (id: number) => ({ id, is_admin: false });

test('those who ask at once are each answered from where they are, and as who they are', async () => {
  const { id, creator, learners } = held;
  const [first, second] = learners;
  const last = (await t.request(creator, 'GET', `/api/sessions/${id}/view/`)).json().seq;
  const stranger = await t.newPerson();
  await t.db.orm.execute(`update session set is_public = false where id = ${id}`);
  const missed = createMissedEvents(t.db);
  const [none, three, before, ahead, refused] = await Promise.allSettled([
    missed.read(actor(creator.id), id, last),
    missed.read(actor(first?.id ?? 0), id, last - 3),
    // Before their own joining: what they may see has changed since.
    missed.read(actor(second?.id ?? 0), id, 0),
    missed.read(actor(creator.id), id, last + 1),
    missed.read(actor(stranger.id), id, last),
  ]);
  expect(none).toMatchObject({ value: { kind: 'events', events: [], seq: last, reader: { role: 'host' } } });
  expect(three).toMatchObject({
    value: {
      kind: 'events',
      reader: { role: 'member' },
      events: ['One', 'Two', 'Three'].map((text, index) => ({
        seq: last - 2 + index,
        data: { message: { text } },
      })),
    },
  });
  expect(before).toMatchObject({ value: { kind: 'view_due' } });
  expect(ahead).toMatchObject({ value: { kind: 'view_due' } });
  expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'session_not_found' } });
});

test('who missed more than is sent as events gets a view, and the others beside them do not', async () => {
  const { id, creator } = held;
  await t.db.orm.execute(
    `insert into session_event (session_id, seq, at, type, audience, data)
     select id, last_seq + n, now(), 'chat.opened', 'room', '{}' from session, generate_series(1, ${MOST_EVENTS}) n where id = ${id}`,
  );
  await t.db.orm.execute(`update session set last_seq = last_seq + ${MOST_EVENTS} where id = ${id}`);
  const last = (await t.request(creator, 'GET', `/api/sessions/${id}/view/`)).json().seq;
  const missed = createMissedEvents(t.db);
  const [far, near] = await Promise.all([
    missed.read(actor(creator.id), id, last - MOST_EVENTS - 1),
    missed.read(actor(creator.id), id, last - MOST_EVENTS),
  ]);
  expect(far.kind).toBe('view_due');
  expect(near).toMatchObject({ kind: 'events', seq: last });
  if (near.kind === 'events') expect(near.events.map(({ seq }) => seq)[0]).toBe(last - MOST_EVENTS + 1);
  if (near.kind === 'events') expect(near.events).toHaveLength(MOST_EVENTS);
});
