import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mainRoom } from '#media/engine.ts';
import { createOracle } from '#testing/oracle.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let oracle: ReturnType<typeof createOracle>;
beforeAll(async () => {
  t = await buildTestApp();
  oracle = createOracle(t);
});
afterAll(() => t.close());

interface Cast {
  id: number;
  creator: Person;
  people: Person[];
  all: Person[];
}

async function newCast(capacity: number | null): Promise<Cast> {
  const creator = await t.newPerson('Ines');
  const people = [await t.newPerson('Amir'), await t.newPerson('Lotte'), await t.newPerson('Kenji')];
  const { id } = await t.newSession(creator, { capacity });
  return { id, creator, people, all: [creator, ...people] };
}

const live = (person: Person, id: number, command: string) =>
  t.request(person, 'POST', `/api/sessions/${id}/${command}/`);

async function decide(cast: Cast, who: Person, command: 'approve' | 'reject' | 'withdraw') {
  const list = await t.request(cast.creator, 'GET', `/api/sessions/${cast.id}/bookings/?limit=100`);
  const booking = list.json().items.find((one: { user: { id: number } }) => one.user.id === who.id);
  const actor = command === 'withdraw' ? who : cast.creator;
  return t.request(actor, 'POST', `/api/bookings/${booking?.id ?? 1}/${command}/`);
}

describe('view before + events = view read fresh', () => {
  test('for every command of a whole class, one by one', async () => {
    const cast = await newCast(2);
    const { id, creator, all } = cast;
    const [amir = creator, lotte = creator, kenji = creator] = cast.people;
    const seen = new Set<string>();
    const step = async (command: () => Promise<unknown>) => {
      for (const type of await oracle.watched(id, all, command)) seen.add(type);
    };
    const request = (person: Person) =>
      t.request(person, 'POST', `/api/sessions/${id}/bookings/`, { message: 'Please' });

    await step(() => t.request(creator, 'PATCH', `/api/sessions/${id}/`, { title: 'Geometry', capacity: 3 }));
    await step(() => request(amir));
    await step(() => request(lotte));
    await step(() => request(kenji));
    await step(() => decide(cast, amir, 'approve'));
    await step(() => decide(cast, lotte, 'approve'));
    await step(() => decide(cast, kenji, 'reject'));
    await step(() => decide(cast, kenji, 'approve'));
    await step(() => live(creator, id, 'start'));
    for (const person of [amir, lotte, kenji]) {
      await step(async () => t.media.connect((await live(person, id, 'join_live')).json().media.token));
    }
    await step(async () => {
      t.media.send(mainRoom(id), amir.id, { audio_enabled: true, video_enabled: true });
      await live(amir, id, 'media_changed');
      await expect
        .poll(async () => (await oracle.readView(creator, id))?.participants.some((one) => one.audio_enabled))
        .toBe(true);
    });
    await step(() => live(amir, id, 'leave_live'));
    await step(() => decide(cast, lotte, 'reject'));
    await step(() => decide(cast, kenji, 'withdraw'));
    await step(() => request(kenji));
    await step(() => live(creator, id, 'end'));

    expect([...seen].sort()).toEqual([
      'booking.approved',
      'booking.rejected',
      'booking.requested',
      'booking.withdrawn',
      'concealed',
      'participant.joined',
      'participant.left',
      'participant.media_changed',
      'session.edited',
      'session.ended',
      'session.started',
    ]);
  });

  test('for what an admin decides, and for scheduling and cancelling', async () => {
    const creator = await t.newPerson();
    const admin = await t.newPerson();
    await t.db.orm.execute(`update account set is_admin = true where id = ${admin.id}`);
    const onlookers = [creator, admin, await t.newPerson()];
    await t.request(admin, 'PATCH', '/api/site/', { sessions_need_approval: true });
    const first = await t.newSession(creator, { scheduled_start: null });
    const second = await t.newSession(creator);
    await t.request(admin, 'PATCH', '/api/site/', { sessions_need_approval: false });
    const types = [
      await oracle.watched(first.id, onlookers, () => live(admin, first.id, 'approve')),
      await oracle.watched(first.id, onlookers, () =>
        t.request(creator, 'PATCH', `/api/sessions/${first.id}/`, {
          scheduled_start: new Date(t.clock.now.getTime() + 7_200_000).toISOString(),
        }),
      ),
      await oracle.watched(first.id, onlookers, () => live(creator, first.id, 'cancel')),
      await oracle.watched(second.id, onlookers, () => live(admin, second.id, 'reject')),
    ];
    expect(types).toEqual([
      ['session.approved'],
      ['session.edited', 'session.scheduled'],
      ['session.cancelled'],
      ['session.rejected'],
    ]);
  });

  test('for any sequence of commands by anybody', async () => {
    const commands = fc.constantFrom(
      ...(['start', 'end', 'join_live', 'leave_live', 'cancel', 'request', 'approve', 'reject', 'withdraw'] as const),
    );
    const sequence = fc.array(fc.tuple(commands, fc.nat({ max: 3 })), { minLength: 5, maxLength: 15 });
    await fc.assert(
      fc.asyncProperty(sequence, async (steps) => {
        const cast = await newCast(1);
        const run = async (command: (typeof steps)[number][0], who: Person) => {
          switch (command) {
            case 'request':
              return t.request(who, 'POST', `/api/sessions/${cast.id}/bookings/`);
            case 'approve':
            case 'reject':
            case 'withdraw':
              return decide(cast, who, command);
            default:
              return live(who, cast.id, command);
          }
        };
        // Started half of the time, so that the live commands have something to work on.
        if (steps.length % 2 === 0) await live(cast.creator, cast.id, 'start');
        for (const [command, index] of steps) {
          await oracle.watched(cast.id, cast.all, () => run(command, cast.all[index] ?? cast.creator));
        }
        const log = await oracle.readEvents(cast.creator, cast.id, 0);
        expect(log.map((event) => event.seq)).toEqual(log.map((_, index) => index + 1));
      }),
      { numRuns: 12 },
    );
  });
});

test('parallel commands leave a log without gaps or doubles', async () => {
  const { id, creator, learners } = await t.newClass({ learners: 5 });
  await live(creator, id, 'start');
  await Promise.all(
    learners.flatMap((learner) =>
      ['join_live', 'leave_live', 'join_live'].map((command) => live(learner, id, command)),
    ),
  );
  const events = await oracle.readEvents(creator, id, 0);
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
});

test('a command that fails half-way leaves neither a row nor an event', async () => {
  const { id, creator } = await t.newClass({ learners: 0 });
  const before = await oracle.readView(creator, id);
  await t.db.orm.execute("create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$");
  await t.db.orm.execute('create trigger refuse before insert on session_event for each row execute function refuse()');
  try {
    expect((await live(creator, id, 'start')).statusCode).toBe(500);
  } finally {
    await t.db.orm.execute('drop trigger refuse on session_event');
  }
  expect(await oracle.readView(creator, id)).toEqual(before);
});
