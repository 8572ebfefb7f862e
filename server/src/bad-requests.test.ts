import type { ErrorCode } from '@lectern/contract';
import type { InjectOptions } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BODIES } from '#testing/bad-values.ts';
import { expectRefused, fingerprint, sendRaw } from '#testing/refused.ts';
import { collectRoutes, type RegisteredRoute } from '#testing/route-list.ts';
import { buildTestApp, type Person, type TestApp, type TestClass } from '#testing/test-app.ts';

let t: TestApp;
let room: TestClass;
let routes: RegisteredRoute[];
let stranger: Person;
let before: Record<string, string>;
beforeAll(async () => {
  routes = await collectRoutes(async () => {
    t = await buildTestApp();
  });
  room = await t.newClass();
  stranger = await t.newPerson();
  before = await fingerprint(t.db);
});
afterAll(() => t.close());

const at = (url: string) => url.replace(':id', String(room.id));

afterEach(async () => {
  expect(await fingerprint(t.db)).toEqual(before);
});

/** Sends it as the creator, and expects a refusal; that it leaves nothing is looked at after each test. */
async function refuse(request: InjectOptions, what: string): Promise<ErrorCode> {
  const headers = { cookie: room.creator.cookie, ...request.headers };
  return expectRefused(await sendRaw(t, { ...request, headers }), what).code;
}

describe('a body of another type', () => {
  const others = [
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'image/png',
    'text/plain',
    'text/plain; charset=utf-8',
  ];
  const broken = ['json', 'application', '/', 'application/json/json', 'text/json', '*/*', 'application/webhook+json'];

  test.each(Object.entries(BODIES))('%s refuses it', async (name, { good }) => {
    const [method, url = ''] = name.split(' ') as ['POST', string];
    for (const type of [...others, ...broken]) {
      const request = { method, url: at(url), headers: { 'content-type': type }, payload: JSON.stringify(good) };
      expect(await refuse(request, `${name} ${type}`)).toBe('unsupported_media_type');
    }
  });
});

describe('a bad query', () => {
  const limits = ['0', '-1', '101', '1000', '1.5', '1e1', 'x', '', '%00', '1&limit=2', '٣', '9'.repeat(40)];
  const encoded = (text: string) => Buffer.from(text).toString('base64url');
  const cursors = [
    ...['', 'x', '~', '%00', 'é', 'a'.repeat(201), '1&cursor=2', '-1', '1.5', '2147483648'],
    ...['', '~', '~~', 'x~1', '~1', '2030-01-01T00:00:00.000Z', '2030-01-01T00:00:00.000Z~', '1~1', 'null~1'].map(
      encoded,
    ),
    ...['0', '-1', '1.5', '2147483648', 'x', '1e99', '\u0000'].map((id) => encoded(`2030-01-01T00:00:00.000Z~${id}`)),
    ...['+275760-09-13', '-271821-04-20', '0000-01-01', '9999-12-31', '2030-02-30'].map((day) =>
      encoded(`${day}T00:00:00.000Z~1`),
    ),
    encoded("2030-01-01T00:00:00.000Z'; drop table session; --~1"),
  ];
  const times = ['', 'x', '2030-01-01', '2030-02-30T00:00:00Z', '2030-01-01T00:00:00', '1999-01-01T00:00:00Z', '%00'];
  const list: [string, string[]][] = [
    ['limit', limits],
    ['cursor', cursors.filter((cursor) => !/^\d+$/.test(cursor))],
    ['list', ['', 'mine', 'ALL', '%00', 'all&list=all', '__proto__']],
    ['status', ['', 'running', 'Ongoing', '%00', 'ongoing,expired', 'constructor']],
    ['when', ['', 'now', '%00', 'past&when=past']],
    ['from', times],
    ['to', times],
    ['q', ['%00', 'a%00b', 'x'.repeat(201), 'a&q=b']],
  ];

  test.each(list)('of the list of sessions, in its %s, is refused', async (key, values) => {
    for (const value of values) {
      expect(await refuse({ url: `/api/sessions/?${key}=${value}` }, `${key}=${value}`)).toBe('invalid_input');
    }
  });

  test('of the list of bookings is refused', async () => {
    const url = at('/api/sessions/:id/bookings/');
    for (const value of limits) expect(await refuse({ url: `${url}?limit=${value}` }, value)).toBe('invalid_input');
    for (const value of cursors) expect(await refuse({ url: `${url}?cursor=${value}` }, value)).toBe('invalid_input');
  });

  test('of the events is refused', async () => {
    const url = at('/api/sessions/:id/events/');
    for (const value of ['-1', '1.5', 'x', '', '1e3', '9'.repeat(10), '%00', '1&after=2', 'NaN']) {
      expect(await refuse({ url: `${url}?after=${value}` }, value)).toBe('invalid_input');
    }
  });

  test('that cannot be decoded is text like any other, or refused', async () => {
    for (const text of ['%', '%zz', '%ED%A0%80', '%FF', '%25', "'", '\\', '%5C', '_', '"']) {
      const answer = await sendRaw(t, { url: `/api/sessions/?q=${text}`, headers: { cookie: stranger.cookie } });
      expect(answer.statusCode, text).toBe(200);
      expect(answer.json().items, text).toEqual([]);
    }
  });
});

describe('a bad Idempotency-Key', () => {
  test('is refused where something is created', async () => {
    const creating = { '/api/sessions/': { title: 'Algebra' }, [at('/api/sessions/:id/bookings/')]: {} };
    for (const [url, payload] of Object.entries(creating)) {
      for (const key of ['', ' ', 'a b', 'a\tb', 'é', 'x'.repeat(201), 'x'.repeat(100_000), '\u007f']) {
        const headers = { 'idempotency-key': key, cookie: stranger.cookie };
        expect(await refuse({ method: 'POST', url, payload, headers }, `${url} ${key.slice(0, 9)}`)).toBe(
          'invalid_input',
        );
      }
    }
  });
});

describe('a bad sign-in', () => {
  const token = 'lectern.session_token';
  const cookies = [
    ...['', ' ', ';', '=', '===;;;', 'x', 'x=y', '\u0001', 'é', `${token}`, `${token}=`, `${token}==`, `${token}=.`],
    ...['x', 'x.y', '%', '%00', '%E0%A4%A', '"x', '{}', '%ED%A0%80', 'a'.repeat(8_000)].map(
      (value) => `${token}=${value}`,
    ),
    `${'a=b; '.repeat(3_000)}`,
    `__proto__=x; ${token}=x`,
  ];

  test('by cookie is none', async () => {
    const needing = routes.filter(({ name }) =>
      /^(GET \/api\/me\/$|POST \/api\/sessions\/$|PATCH \/api\/sessions\/:id\/$)/.test(name),
    );
    expect(needing).toHaveLength(3);
    for (const { name, url } of needing) {
      const method = name.split(' ')[0] as 'GET';
      for (const cookie of cookies) {
        const request = { method, url: at(url), headers: { cookie }, ...(method === 'GET' ? {} : { payload: {} }) };
        expect(await refuse(request, `${name} ${cookie.slice(0, 40)}`)).toBe('not_authenticated');
      }
    }
  });

  test('by a cookie that was changed is none', async () => {
    const [name = '', value = ''] = room.creator.cookie.split('=');
    const [id = '', signature = ''] = decodeURIComponent(value).split('.');
    const flipped = (text: string) => text.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'));
    const { rows } = await t.db.orm.execute('select token from sign_in limit 1');
    const other = decodeURIComponent(stranger.cookie.split('=')[1] ?? '').split('.')[1];
    for (const forged of [
      id,
      `${id}.`,
      `.${signature}`,
      `${flipped(id)}.${signature}`,
      `${id}.${flipped(signature)}`,
    ]) {
      const cookie = `${name}=${encodeURIComponent(forged)}`;
      expect(await refuse({ url: '/api/me/', headers: { cookie } }, forged)).toBe('not_authenticated');
    }
    for (const forged of [String(rows[0]?.token), `${rows[0]?.token}.${other}`]) {
      const cookie = `${name}=${encodeURIComponent(forged)}`;
      expect(await refuse({ url: '/api/me/', headers: { cookie } }, forged)).toBe('not_authenticated');
    }
  });

  test('by an Authorization header is none', async () => {
    const { rows } = await t.db.orm.execute('select token from sign_in limit 1');
    for (const authorization of ['', 'Bearer', 'Basic eDp4', `Bearer ${rows[0]?.token}`, 'x'.repeat(9_000), '\u0001']) {
      const request = { url: '/api/me/', headers: { authorization, cookie: '' } };
      expect(await refuse(request, authorization.slice(0, 20))).toBe('not_authenticated');
    }
  });
});

describe('a webhook', () => {
  test('that LiveKit has not signed is refused, whatever it holds', async () => {
    const bodies = [
      '',
      '{',
      '{}',
      '[]',
      'null',
      '\u0000',
      '{"event":"room_finished"}',
      `{"room":{"name":"session-${room.id}"}}`,
    ];
    for (const authorization of [undefined, '', 'x', 'Bearer x', 'eyJhbGciOiJub25lIn0.e30.']) {
      for (const payload of bodies) {
        const headers = {
          'content-type': 'application/webhook+json',
          ...(authorization === undefined ? {} : { authorization }),
        };
        const request = { method: 'POST' as const, url: '/api/livekit/webhook', headers, payload };
        expect(await refuse(request, payload)).toBe('not_authenticated');
      }
    }
  });
});

describe("another site's page", () => {
  test('can change nothing, at any route', async () => {
    const origins = [
      'https://evil.example',
      'null',
      '',
      'http://localhost:3000.evil.example',
      'http://localhost:3001',
      'x',
    ];
    for (const { name, method, url } of routes.filter((route) => route.method !== 'GET' && route.method !== 'HEAD')) {
      for (const origin of origins) {
        const headers = { origin, host: 'localhost:3000' };
        const request = { method: method as 'POST', url: at(url), headers, payload: BODIES[name]?.good ?? {} };
        expect(await refuse(request, `${name} from ${origin}`)).toBe('wrong_origin');
      }
    }
  });

  test('is told from our own, by our name or by the one the browser used', async () => {
    for (const headers of [
      { origin: 'http://localhost:3000' },
      { origin: 'http://10.0.0.1:8080', host: '10.0.0.1:8080' },
    ]) {
      const request = { method: 'PATCH' as const, url: at('/api/sessions/:id/'), payload: {} };
      const answer = await sendRaw(t, { ...request, headers: { ...headers, cookie: room.creator.cookie } });
      expect(answer.statusCode).toBe(200);
    }
  });
});

describe('a method that a route does not have', () => {
  test('is refused', async () => {
    for (const url of new Set(routes.map((route) => route.url))) {
      const has = routes.filter((route) => route.url === url).map(({ method }) => method);
      for (const method of (['PUT', 'DELETE', 'PATCH', 'POST', 'OPTIONS'] as const).filter(
        (one) => !has.includes(one),
      )) {
        expect(await refuse({ method, url: at(url).replace('*', 'x') }, `${method} ${url}`)).toBe('not_found');
      }
    }
  });
});
