import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { BODIES } from '#testing/bad-values.ts';
import { expectRefused, fingerprint, leavesNothing, sendRaw } from '#testing/refused.ts';
import { collectRoutes, type RegisteredRoute } from '#testing/route-list.ts';
import { buildTestApp, type Person, type TestApp, type TestClass } from '#testing/test-app.ts';

let t: TestApp;
let room: TestClass;
let routes: RegisteredRoute[];
/** Signed in, and may ask for a place in the session. */
let stranger: Person;
let things: Awaited<ReturnType<typeof fillRunningRoom>>;
beforeAll(async () => {
  routes = await collectRoutes(async () => {
    t = await buildTestApp();
  });
  // The creator is the site's first account, and so its admin: nothing is refused for want of rights.
  room = await t.newClass({ learners: 1 });
  stranger = await t.newPerson();
  things = await fillRunningRoom();
});
afterAll(() => t.close());

/** A second class of the same creator, that runs, with a message and a poll to try the requests on. */
async function fillRunningRoom() {
  const { id } = await t.newSession(room.creator);
  const post = async (url: string, body?: object) => {
    const answer = await t.request(room.creator, 'POST', `/api/sessions/${id}/${url}/`, body);
    expect(answer.statusCode, answer.body).toBeLessThan(300);
    return z.object({ id: z.int() }).safeParse(answer.json()).data?.id ?? 0;
  };
  await post('start');
  return {
    running: id,
    message: await post('messages', { text: 'Hello' }),
    page: await post('board/pages', { name: '' }),
    poll: await post('polls', { question: 'Ready?', options: ['Yes', 'No'] }),
    participant: z
      .object({ participants: z.tuple([z.object({ id: z.int() })]) })
      .parse((await t.request(room.creator, 'GET', `/api/sessions/${id}/live_participants/`)).json()).participants[0]
      .id,
  };
}

/** The thing that a route is tried on. */
function idFor(url: string): number {
  if (url.startsWith('/api/messages/')) return things.message;
  if (url.startsWith('/api/polls/')) return things.poll;
  return /(messages|chat|hand|word|reactions|polls|mute)\/$|\/board\//.test(url) ? things.running : room.id;
}

/** The request of this name on the class, by somebody who may make it. */
function requestTo(name: string): InjectOptions & { url: string } {
  const [method, url = ''] = name.split(' ');
  const { cookie } = name === 'POST /api/sessions/:id/bookings/' ? stranger : room.creator;
  const signedIn = /sign-(in|up)/.test(url) ? {} : { cookie };
  return {
    method: method as NonNullable<InjectOptions['method']>,
    url: url
      .replace(':id', String(idFor(url)))
      .replace(':participant_id', String(things.participant))
      .replace(':page_id', String(things.page))
      .replace(':breakout_id', '1'),
    headers: { 'content-type': 'application/json', ...signedIn },
  };
}

const send = (name: string, payload: InjectOptions['payload']) =>
  sendRaw(t, { ...requestTo(name), ...(payload === undefined ? {} : { payload }) });
const brief = (value: unknown) => String(JSON.stringify(value)).slice(0, 60);

/** Whether an address with dots in it is that of another route, as whoever resolves it will ask for. */
function leadsElsewhere(method: string, url: string): boolean {
  const { pathname } = new URL(url, 'http://127.0.0.1');
  return pathname !== url && routes.some(({ name }) => name === `${method} ${pathname}`);
}

describe('a bad id', () => {
  const numbers = ['0', '-1', '-0', '1.5', '1e3', '0x1', '01', '+1', '2147483648', '9'.repeat(30), '1'.repeat(2_000)];
  const texts = ['abc', 'null', 'NaN', 'true', '[1]', '%5B1%5D', "1'--", '1;2', '1%20', '%201', '1%0A', '٣', '%D9%A3'];
  const broken = ['%00', '1%00', '%', '%zz', '%FF', '%ED%A0%80', '%2e%2e', '%2e%2e%2f1', '1%2f2', '%5c', '{id}'];

  test('is one that does not exist, at every route', async () => {
    await leavesNothing(t.db, async () => {
      const withId = routes.filter(({ url }) => url.includes(':id'));
      expect(withId.length).toBeGreaterThan(20);
      for (const { name, method } of withId.filter((route) => route.method !== 'HEAD')) {
        for (const id of [...numbers, ...texts, ...broken]) {
          const url = name.slice(method.length + 1).replace(':id', id);
          if (leadsElsewhere(method, url)) continue;
          const payload = BODIES[name] ? { payload: BODIES[name].good } : {};
          const { headers = {} } = requestTo(name);
          const answer = await sendRaw(t, { ...requestTo(name), headers: { cookie: headers.cookie }, ...payload, url });
          const { code } = expectRefused(answer, `${name} ${id}`);
          expect(code, `${name} ${id}`).toMatch(
            /^(not_found|(session|booking|message|attachment|poll|recording)_not_found)$/,
          );
        }
      }
    });
  });
});

describe('a bad body', () => {
  test('is tried at every route that takes one', () => {
    const taking = routes.filter(({ takes }) => takes.body).map(({ name }) => name);
    expect(Object.keys(BODIES).sort()).toEqual(taking.sort());
  });

  test.each(Object.entries(BODIES))('%s: with something wrong in a field', async (name, { good, bad, badTogether }) => {
    await leavesNothing(t.db, async () => {
      for (const [field, values] of Object.entries(bad)) {
        for (const value of values) {
          const answer = await send(name, JSON.stringify({ ...good, [field]: value }));
          const { code, details } = expectRefused(answer, `${field} ${brief(value)}`);
          const tooLong = typeof value === 'string' && value.length >= 1024 * 1024;
          expect(code, `${field} ${brief(value)}`).toMatch(
            tooLong ? /^body_too_large$/ : /^(invalid_input|session_needs_start|sign_in_failed)$/,
          );
          if (code === 'invalid_input') expect(details?.map(({ path }) => path.split('.')[0])).toContain(field);
        }
      }
      for (const fields of badTogether ?? []) {
        const { code } = expectRefused(await send(name, JSON.stringify({ ...good, ...fields })), brief(fields));
        expect(code).toBe('invalid_input');
      }
    });
  });

  test.each(Object.entries(BODIES))('%s: of another shape', async (name, { good, optional }) => {
    const whole = JSON.stringify(good);
    const shapes = [`[${whole}]`, '[]', '"text"', '42', 'true', `${'['.repeat(60_000)}${']'.repeat(60_000)}`];
    if (!optional) shapes.push('null', '');
    await leavesNothing(t.db, async () => {
      for (const shape of shapes) {
        expect(expectRefused(await send(name, shape), shape.slice(0, 60)).code).toBe('invalid_input');
      }
    });
  });

  test.each(Object.entries(BODIES))('%s: that is no JSON', async (name, { good }) => {
    const whole = JSON.stringify(good);
    const texts = [
      '{',
      whole.slice(0, -1),
      `${whole}${whole}`,
      `${whole},`,
      'nul',
      'undefined',
      "{'a':1}",
      '\u0000',
      '{"a":NaN}',
    ];
    const poison = ['__proto__', '\\u005f_proto__'].map((key) => `{"${key}":{"is_admin":true},${whole.slice(1)}`);
    poison.push(`{"constructor":{"prototype":{"is_admin":true}},${whole.slice(1)}`);
    await leavesNothing(t.db, async () => {
      for (const text of [...texts, ...poison, Buffer.from([0xff, 0xfe, 0x00])]) {
        expect(expectRefused(await send(name, text), String(text)).code).toBe('malformed_body');
      }
    });
    expect(Object.hasOwn(Object.prototype, 'is_admin')).toBe(false);
  });

  test('too large is refused at every route that has a method with one, needed or not', async () => {
    await leavesNothing(t.db, async () => {
      // A file may be larger, and says so in its own tests.
      const sending = routes.filter(
        ({ method, url }) => /POST|PATCH/.test(method) && !/(attachments|files)\/$/.test(url),
      );
      for (const { name } of sending) {
        const answer = await send(name, JSON.stringify({ title: 'x'.repeat(1024 * 1024) }));
        expect(expectRefused(answer, name).code, name).toBe('body_too_large');
      }
    });
  });
});

describe('whatever is sent', () => {
  /** Any value at all, and the ones that most often break something. */
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\ud800', '\u0000', '', ' ', '\u202e', 'null', 1e308, -0, 2 ** 53, '2100-01-01T00:00:00Z'),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  );

  const changedBody = fc.constantFrom(...Object.keys(BODIES)).chain((name) => {
    const { good = {}, bad = {} } = BODIES[name] ?? {};
    const fields = fc.dictionary(fc.constantFrom(...Object.keys(bad), '__proto__', 'is_admin', 'id'), anything);
    return fc.tuple(
      fc.constant(name),
      fc.oneof(
        { weight: 6, arbitrary: fields.map((changes) => JSON.stringify({ ...good, ...changes })) },
        { weight: 1, arbitrary: fc.json() },
        { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
      ),
    );
  });

  test('a route does it or refuses it, and never breaks', async () => {
    await fc.assert(
      fc.asyncProperty(changedBody, async ([name, payload]) => {
        const before = await fingerprint(t.db);
        const answer = await send(name, payload);
        if (answer.statusCode < 300) return;
        expectRefused(answer, `${name} ${payload}`);
        expect(await fingerprint(t.db)).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  test('a query is understood or refused', async () => {
    const key = fc.constantFrom('limit', 'cursor', 'q', 'list', 'status', 'when', 'from', 'to', 'after', '__proto__');
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => Buffer.from(text).toString('base64url')),
    );
    const query = fc.array(fc.tuple(key, value.map(encodeLoosely)), { maxLength: 4 });
    const taking = routes.filter(({ takes, method }) => takes.query && method === 'GET');
    expect(taking).toHaveLength(6);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...taking), query, async ({ name }, pairs) => {
        const request = requestTo(name);
        const answer = await sendRaw(t, {
          ...request,
          url: `${request.url}?${pairs.map((pair) => pair.join('=')).join('&')}`,
        });
        if (answer.statusCode !== 200) expectRefused(answer, `${name} ${pairs}`);
      }),
      { numRuns: 300 },
    );
  });
});

/** As it is where it cannot be encoded: a client may send anything. */
function encodeLoosely(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80';
}
