import type { Booking, Session, SessionView } from '@lectern/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PEOPLE, type Role } from '#testing/access-table.ts';
import { type Cast, newCast, newHiddenSession, type Scene, stage } from '#testing/cast.ts';
import { collectRoutes, type RegisteredRoute } from '#testing/route-list.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

type SignedInRole = Exclude<Role, 'signed out'>;
const SIGNED_IN = PEOPLE.filter((role): role is SignedInRole => role !== 'signed out');
const OUTSIDERS = ['stranger', 'pending', 'rejected'] as const;

let t: TestApp;
let cast: Cast;
let scene: Scene;
let routes: RegisteredRoute[];
beforeAll(async () => {
  routes = await collectRoutes(async () => {
    t = await buildTestApp();
  });
  cast = await newCast(t);
  scene = await stage(t, cast, 'joined');
});
afterAll(() => t.close());

const read = async (role: Role, part: string, id = scene.id) =>
  t.request(cast[role], 'GET', `/api/sessions/${id}/${part}`);
const users = (items: { user: { id: number } }[]) => items.map(({ user }) => user.id);

describe('bookings', () => {
  const listedFor = async (role: Role): Promise<Booking[]> => (await read(role, 'bookings/')).json().items;

  test('the creator has all of them, with what people wrote', async () => {
    const items = await listedFor('creator');
    expect(users(items)).toEqual([cast.pending.id, cast.rejected.id, cast.approved.id]);
    expect(items[0]?.message).toBe(`from ${cast.pending.username}`);
  });

  test('everybody else has their own', async () => {
    for (const role of ['pending', 'rejected', 'approved'] as const) {
      expect(users(await listedFor(role))).toEqual([cast[role].id]);
    }
    expect(await listedFor('stranger')).toEqual([]);
    expect(await listedFor('admin')).toEqual([]);
  });

  test('my_booking is mine', async () => {
    for (const role of SIGNED_IN) {
      const { my_booking }: Session = (await read(role, '')).json();
      const mine = role === 'pending' || role === 'rejected' || role === 'approved';
      if (mine) expect(my_booking).toMatchObject({ status: role });
      else expect(my_booking).toBeNull();
    }
  });
});

describe('the view', () => {
  const viewFor = async (role: Role): Promise<SessionView> => (await read(role, 'view/')).json();

  test('of outsiders has no participants and no bookings', async () => {
    for (const role of OUTSIDERS) {
      expect(await viewFor(role)).toMatchObject({ role: 'outsider', participants: [], bookings: [] });
    }
  });

  test('of members has the participants and no bookings', async () => {
    for (const role of ['approved', 'admin'] as const) {
      const view = await viewFor(role);
      expect(view).toMatchObject({ role: 'member', bookings: [] });
      expect(users(view.participants)).toEqual([cast.creator.id, cast.approved.id]);
    }
  });

  test('of the host has both', async () => {
    const view = await viewFor('creator');
    expect(view.role).toBe('host');
    expect(view.bookings).toHaveLength(3);
    expect(view.participants).toHaveLength(2);
  });
});

describe('the events', () => {
  const eventsFor = async (role: Role): Promise<({ seq: number; type: string } & Record<string, unknown>)[]> =>
    (await read(role, 'events/')).json().events;

  test('a concealed one carries nothing but the number, and the numbering is whole', async () => {
    for (const role of SIGNED_IN) {
      const events = await eventsFor(role);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      for (const event of events.filter(({ type }) => type === 'concealed')) {
        expect(event).toEqual({ session_id: scene.id, seq: event.seq, type: 'concealed' });
      }
    }
  });

  test('are for each reader what their audience says', async () => {
    const open = async (role: Role) =>
      (await eventsFor(role)).flatMap(({ type }) => (type === 'concealed' ? [] : [type]));
    const joins = ['participant.joined', 'participant.joined'];
    expect(await open('stranger')).toEqual(['session.created', 'session.started']);
    expect(await open('pending')).toEqual(['session.created', 'booking.requested', 'session.started']);
    expect(await open('rejected')).toEqual([
      'session.created',
      'booking.requested',
      'booking.rejected',
      'session.started',
    ]);
    expect(await open('approved')).toEqual([
      'session.created',
      'booking.requested',
      'booking.approved',
      'session.started',
      ...joins,
    ]);
    expect(await open('admin')).toEqual(['session.created', 'session.started', ...joins]);
    expect(await open('creator')).not.toContain('concealed');
    expect(await open('creator')).toHaveLength((await eventsFor('stranger')).length);
  });
});

describe('a session that waits for an admin', () => {
  test('is in the lists of its creator and of admins only', async () => {
    const id = await newHiddenSession(t, cast);
    for (const role of SIGNED_IN) {
      const seen = [];
      for (const query of ['', '?status=pending_approval', '?q=secret', '?list=open', '?when=upcoming']) {
        const { items } = (await t.request(cast[role], 'GET', `/api/sessions/${query}`)).json();
        if (items.some((one: Session) => one.id === id)) seen.push(query);
      }
      const expected = ['', '?status=pending_approval', '?q=secret', '?when=upcoming'];
      expect(seen, role).toEqual(role === 'creator' || role === 'admin' ? expected : []);
    }
  });

  test('looks to a stranger like one that does not exist', async () => {
    const id = await newHiddenSession(t, cast);
    for (const part of ['', 'view/', 'events/', 'bookings/']) {
      const [hidden, missing] = [await read('stranger', part, id), await read('stranger', part, 999_999)];
      expectError(hidden, 'session_not_found');
      expect(hidden.body).toBe(missing.body);
    }
  });
});

describe('what nobody sees', () => {
  /** The answers to every GET and to every command on the scene that this person may or may not give. */
  async function everyAnswer(person: Person | null): Promise<{ name: string; body: string }[]> {
    const { id, booking_id } = await stage(t, cast, 'joined');
    const answers = [];
    for (const { name, method, url } of routes) {
      if (url.startsWith('/api/auth/') || url === '/api/site/demo/' || method === 'HEAD' || method === 'PATCH')
        continue;
      const path = url.replace(':id', String(url.startsWith('/api/bookings/') ? booking_id : id)).replace('*', 'x');
      const answer = await t.request(
        person,
        method === 'GET' ? 'GET' : 'POST',
        path,
        method === 'GET' ? undefined : {},
      );
      answers.push({ name, body: answer.body });
    }
    return answers;
  }

  test("another person's e-mail address is in no answer", async () => {
    for (const role of PEOPLE) {
      const own = cast[role] && `${cast[role].username}@example.org`;
      for (const { name, body } of await everyAnswer(cast[role])) {
        const addresses = body.match(/[\w.]+@example\.org/g) ?? [];
        expect(
          addresses.filter((address) => address !== own),
          `${name} for ${role}`,
        ).toEqual([]);
      }
    }
    expect((await t.request(cast.stranger, 'GET', '/api/me/')).json().email).toBe(
      `${cast.stranger.username}@example.org`,
    );
  });

  test('an e-mail address finds no session', async () => {
    const { items } = (await t.request(cast.stranger, 'GET', '/api/sessions/?q=example.org')).json();
    expect(items).toEqual([]);
  });

  test("nothing of anybody's credentials or sign-ins is in an answer", async () => {
    const { rows } = await t.db.orm.execute(
      'select password as secret from credential union select token from sign_in',
    );
    const secrets = rows.map(({ secret }) => String(secret));
    expect(secrets.length).toBeGreaterThan(10);
    for (const role of PEOPLE) {
      for (const { name, body } of await everyAnswer(cast[role])) {
        for (const secret of secrets) expect(body.includes(secret), `${name} for ${role}`).toBe(false);
      }
    }
  });
});
