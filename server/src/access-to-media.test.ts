import { get } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { AccessToken } from 'livekit-server-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mainRoom } from '#media/engine.ts';
import { type Cast, newCast, stage } from '#testing/cast.ts';
import { buildSecondApp, MEDIA_KEY, MEDIA_SECRET } from '#testing/second-app.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

/** The tokens of this app are the real ones; behind its proxy there is no LiveKit. */
let real: FastifyInstance;
let t: TestApp;
let cast: Cast;
beforeAll(async () => {
  t = await buildTestApp();
  cast = await newCast(t);
  real = await buildSecondApp(t, {});
});
afterAll(async () => {
  await real.close();
  await t.close();
});

const post = ({ cookie }: Person, id: number, command: string) =>
  real.inject({ method: 'POST', url: `/api/sessions/${id}/${command}/`, headers: { cookie } });

async function tokenFrom(person: Person, id: number, command: string): Promise<string> {
  const answer = await post(person, id, command);
  expect(answer.statusCode, answer.body).toBe(200);
  const { media, token } = answer.json<{ media?: { token: string }; token?: string }>();
  return media?.token ?? token ?? '';
}

function claimsOf(token: string): Record<string, unknown> & { nbf: number; exp: number } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

describe('what a token is good for', () => {
  test('in the room: this room, seeing and hearing, camera and microphone, and nothing else', async () => {
    const { id } = await stage(t, cast, 'scheduled');
    const people: [Person, string][] = [
      [cast.creator, 'start'],
      [cast.approved, 'join_live'],
      [cast.approved, 'media_token'],
    ];
    for (const [person, command] of people) {
      const { nbf, exp, ...claims } = claimsOf(await tokenFrom(person, id, command));
      expect(claims, command).toEqual({
        iss: MEDIA_KEY,
        sub: String(person.id),
        video: {
          roomJoin: true,
          room: `session-${id}`,
          hidden: false,
          canSubscribe: true,
          canPublish: true,
          canPublishSources: ['microphone', 'camera'],
          canPublishData: false,
          canUpdateMetadata: false,
        },
      });
      expect(exp - nbf).toBeLessThanOrEqual(120);
    }
  });

  test('while waiting: to be connected, hidden and without any right', async () => {
    const { id } = await stage(t, cast, 'scheduled');
    const { sub, video } = claimsOf(await tokenFrom(cast.approved, id, 'warm_media'));
    expect(sub).toBe(String(cast.approved.id));
    expect(video).toEqual({
      roomJoin: true,
      room: `session-${id}`,
      hidden: true,
      canSubscribe: false,
      canPublish: false,
      canPublishSources: [],
      canPublishData: false,
      canUpdateMetadata: false,
    });
  });

  test('says nothing of who its holder is but the number of the account', async () => {
    const { id } = await stage(t, cast, 'scheduled');
    const claims = JSON.stringify(claimsOf(await tokenFrom(cast.creator, id, 'start')));
    expect(claims).not.toContain(cast.creator.username);
    expect(claims).not.toContain('Carla');
  });
});

describe('who gets none', () => {
  const noneFor = async (person: Person, id: number) => {
    for (const command of ['start', 'join_live', 'media_token', 'warm_media']) {
      const answer = await post(person, id, command);
      expect(answer.statusCode, command).toBeGreaterThanOrEqual(400);
      expect(answer.body).not.toMatch(/eyJ|token/);
    }
  };

  test('strangers, pending and rejected people, and admins', async () => {
    const { id } = await stage(t, cast, 'joined');
    for (const person of [cast.stranger, cast.pending, cast.rejected, cast.admin]) await noneFor(person, id);
  });

  test('who withdrew, and who was approved and is rejected while in the room', async () => {
    const leaving = { withdraw: cast.approved, reject: cast.creator };
    for (const [command, person] of Object.entries(leaving)) {
      const { id } = await stage(t, cast, 'joined');
      t.media.connect((await t.request(cast.approved, 'POST', `/api/sessions/${id}/media_token/`)).json().token);
      const { my_booking } = (await t.request(cast.approved, 'GET', `/api/sessions/${id}/`)).json();
      await t.request(person, 'POST', `/api/bookings/${my_booking.id}/${command}/`);
      await noneFor(cast.approved, id);
      expect(await t.media.people(mainRoom(id))).toEqual([]);
    }
  });

  test('anybody of a session that is over', async () => {
    const { id } = await stage(t, cast, 'joined');
    await t.request(cast.creator, 'POST', `/api/sessions/${id}/end/`);
    for (const person of [cast.creator, cast.approved]) await noneFor(person, id);
  });
});

describe('the way to LiveKit', () => {
  /** Beyond the door there is nothing: who is let through finds the service unavailable. */
  const LET_THROUGH = 'service_unavailable' as const;
  const knock = (query: string, headers: Record<string, string> = {}) =>
    real.inject({ url: `/livekit/rtc${query}`, headers });

  /** The status that a WebSocket's opening is answered with. */
  const openSocket = (url: string) =>
    new Promise((resolve, reject) => {
      const headers = {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.from('sixteen bytes ok').toString('base64'),
      };
      const request = get(url, { headers, agent: false });
      request.on('response', (response) => resolve(response.resume().statusCode));
      request.on('upgrade', (_, socket) => resolve(socket.destroy() && 101));
      request.on('error', reject);
    });

  test('lets a person in the room through, by header or by address', async () => {
    const { id } = await stage(t, cast, 'joined');
    const token = await tokenFrom(cast.approved, id, 'media_token');
    expectError(await knock(`?access_token=${token}`), LET_THROUGH);
    expectError(await knock('', { authorization: `Bearer ${token}` }), LET_THROUGH);
  });

  test('shuts on a token of somebody who left, was rejected, or whose session is over', async () => {
    const ways: ((id: number, booking_id: number) => Promise<unknown>)[] = [
      (id) => t.request(cast.approved, 'POST', `/api/sessions/${id}/leave_live/`),
      (_, booking_id) => t.request(cast.creator, 'POST', `/api/bookings/${booking_id}/reject/`),
      (id) => t.request(cast.creator, 'POST', `/api/sessions/${id}/end/`),
    ];
    for (const takeAway of ways) {
      const { id } = await stage(t, cast, 'joined');
      const token = await tokenFrom(cast.approved, id, 'media_token');
      const { my_booking } = (await t.request(cast.approved, 'GET', `/api/sessions/${id}/`)).json();
      await takeAway(id, my_booking.id);
      expectError(await knock(`?access_token=${token}`), 'not_in_session');
      // Nor beside another token that is still good: LiveKit reads the header, and so must the door.
      const good = await tokenFrom(cast.creator, (await stage(t, cast, 'ongoing')).id, 'media_token');
      for (const scheme of ['Bearer ', 'Bearer  ', 'bearer ', 'Bearer\t']) {
        const answer = await knock(`?access_token=${good}`, { authorization: `${scheme}${token}` });
        expect(answer.statusCode, JSON.stringify(scheme)).toBeLessThan(404);
      }
    }
  });

  test('shuts on a waiting token of somebody who is no longer approved', async () => {
    const { id } = await stage(t, cast, 'scheduled');
    const token = await tokenFrom(cast.approved, id, 'warm_media');
    expectError(await knock(`?access_token=${token}`), LET_THROUGH);
    const { my_booking } = (await t.request(cast.approved, 'GET', `/api/sessions/${id}/`)).json();
    await t.request(cast.creator, 'POST', `/api/bookings/${my_booking.id}/reject/`);
    expectError(await knock(`?access_token=${token}`), 'not_in_session');
  });

  test('shuts on a WebSocket too, before it is one', async () => {
    const { id } = await stage(t, cast, 'joined');
    const token = await tokenFrom(cast.approved, id, 'media_token');
    await t.request(cast.approved, 'POST', `/api/sessions/${id}/leave_live/`);
    const address = await real.listen({ port: 0 });
    for (const [query, status] of Object.entries({
      '': 401,
      '?access_token=x': 401,
      [`?access_token=${token}`]: 403,
    })) {
      expect(await openSocket(`${address}/livekit/rtc${query}`)).toBe(status);
    }
  });

  test('shuts on forged, foreign, expired, unsigned and broken tokens', async () => {
    const { id } = await stage(t, cast, 'joined');
    const identity = String(cast.approved.id);
    const sign = async (key: string, secret: string, room: string | undefined, ttl = 60) => {
      const token = new AccessToken(key, secret, { identity, ttl });
      token.addGrant({ roomJoin: true, ...(room === undefined ? {} : { room }) });
      return token.toJwt();
    };
    const room = `session-${id}`;
    const [header = '', payload = ''] = (await sign(MEDIA_KEY, MEDIA_SECRET, room)).split('.');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const tokens = [
      await sign(MEDIA_KEY, 'another-secret-that-is-long-enough-too', room),
      await sign('another-key', MEDIA_SECRET, room),
      await sign(MEDIA_KEY, MEDIA_SECRET, room, -60),
      await sign(MEDIA_KEY, MEDIA_SECRET, 'another-room'),
      await sign(MEDIA_KEY, MEDIA_SECRET, undefined),
      `${none}.${payload}.`,
      `${header}.${payload}.`,
      `${header}.${payload}`,
      'x',
      '',
      '%00',
    ];
    for (const token of tokens) expectError(await knock(`?access_token=${token}`), 'not_authenticated');
    for (const header of ['', 'Bearer', 'Bearer x', 'Basic eDp4']) {
      expectError(await knock('', { authorization: header }), 'not_authenticated');
    }
    expectError(
      await real.inject({ method: 'POST', url: '/livekit/twirp/livekit.RoomService/ListRooms' }),
      'not_found',
    );
  });
});
