import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AccessToken } from 'livekit-server-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFakeMedia } from '#testing/fake-media.ts';
import { freePorts } from '#testing/free-ports.ts';
import { type MediaEngine, mainRoom, type Source, WrongSignature } from './engine.ts';
import { createLiveKitEngine } from './livekit.ts';
import { type LocalLiveKit, startLocalLiveKit } from './local-livekit.ts';

/** An engine, and what a browser does to it. */
interface Subject {
  engine: MediaEngine;
  connect(token: string): Promise<void>;
  stop(): Promise<void>;
}

const subjects: Record<string, () => Promise<Subject>> = {
  'the fake': async () => {
    const engine = createFakeMedia();
    return { engine, connect: async (token) => engine.connect(token), stop: async () => {} };
  },
  LiveKit: startRealOne,
};

const keys = { apiKey: 'tests', apiSecret: 'a-secret-of-more-than-thirty-two-letters' };

async function startRealOne(): Promise<Subject> {
  const dir = await mkdtemp(path.join(tmpdir(), 'lectern-livekit-'));
  const { signalling, tcp, udp } = await freePorts('signalling', 'tcp', 'udp');
  const livekit: LocalLiveKit = await startLocalLiveKit({
    ...keys,
    binary: process.env.LIVEKIT_BINARY ?? 'livekit-server',
    ports: { signalling, tcp, udp },
    nodeIp: '127.0.0.1',
    webhookUrl: 'http://127.0.0.1:9/',
    dir,
    log: { info: () => {}, warn: () => {}, error: console.error },
  });
  const sockets: WebSocket[] = [];
  return {
    engine: createLiveKitEngine({ url: livekit.url, ...keys }),
    // The signalling alone makes a participant; media would need a browser, and the browser tests have one.
    connect: (token) =>
      new Promise((resolve, reject) => {
        const url = `${livekit.url.replace(/^http/, 'ws')}/rtc?protocol=15&auto_subscribe=1&access_token=${token}`;
        const socket = new WebSocket(url);
        sockets.push(socket);
        socket.addEventListener('message', () => resolve(), { once: true });
        socket.addEventListener('error', () => reject(new Error('LiveKit refused the token')));
      }),
    stop: async () => {
      for (const socket of sockets) socket.close();
      await livekit.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

describe.each(Object.keys(subjects))('the media engine port: %s', (name) => {
  let subject: Subject;
  beforeAll(async () => {
    const start = subjects[name];
    if (!start) throw new Error(`No subject ${name}`);
    subject = await start();
  });
  afterAll(() => subject?.stop());

  const idle = { audio_enabled: false, video_enabled: false, screen_enabled: false, disguised: false };
  const devices = ['microphone', 'camera'] as const;

  test('a token stands for one account in one session, with rights or without', async () => {
    const { engine } = subject;
    const full = await engine.token(mainRoom(7), 3, devices);
    expect(await engine.inspect(full)).toEqual({ ...mainRoom(7), account_id: 3, has_rights: true, may_send: devices });
    for (const sources of [[], ['camera'], ['microphone', 'camera', 'screen']] as const) {
      const token = await engine.token(mainRoom(7), 3, sources);
      expect(await engine.inspect(token)).toMatchObject({ has_rights: true, may_send: sources });
    }
    const waiting = await engine.token(mainRoom(7), 3, 'none');
    expect(await engine.inspect(waiting)).toEqual({ ...mainRoom(7), account_id: 3, has_rights: false, may_send: [] });
    expect(await engine.inspect('nonsense')).toBeNull();
    expect(await engine.inspect('')).toBeNull();
  });

  test('a session without a room has nobody in it, and nothing to allow, mute, remove or close', async () => {
    const { engine } = subject;
    expect(await engine.people(mainRoom(8))).toEqual([]);
    expect(await engine.allow(mainRoom(8), 1, devices)).toBe(false);
    await engine.mute(mainRoom(8), 'microphone', () => true);
    await engine.remove(mainRoom(8), 1);
    await engine.closeRoom(mainRoom(8));
    expect(await engine.rooms()).not.toContainEqual(mainRoom(8));
  });

  test('who waits has no rights until they are given, and may then send just what is said', async () => {
    const { engine, connect } = subject;
    await connect(await engine.token(mainRoom(9), 1, 'none'));
    await expect
      .poll(() => engine.people(mainRoom(9)))
      .toEqual([{ account_id: 1, has_rights: false, may_send: [], ...idle }]);
    expect(await engine.allow(mainRoom(9), 2, devices)).toBe(false);
    for (const sources of [devices, ['camera'], [], ['camera', 'screen']] as const) {
      expect(await engine.allow(mainRoom(9), 1, sources)).toBe(true);
      await expect
        .poll(() => engine.people(mainRoom(9)))
        .toEqual([{ account_id: 1, has_rights: true, may_send: sources, ...idle }]);
    }
  });

  test('removing cuts one, closing all', async () => {
    const { engine, connect } = subject;
    for (const account of [1, 2, 3]) await connect(await engine.token(mainRoom(10), account, devices));
    const accounts = async () => (await engine.people(mainRoom(10))).map((one) => one.account_id).sort();
    await expect.poll(accounts).toEqual([1, 2, 3]);
    expect(await engine.rooms()).toContainEqual(mainRoom(10));
    await engine.remove(mainRoom(10), 2);
    await expect.poll(accounts).toEqual([1, 3]);
    await engine.closeRoom(mainRoom(10));
    await expect.poll(accounts).toEqual([]);
    await expect.poll(() => engine.rooms()).not.toContainEqual(mainRoom(10));
  });

  test('whoever is removed twice at once and comes back is not thrown out by what was meant for the time before', async () => {
    const { engine, connect } = subject;
    const accounts = [1, 2, 3, 4, 5, 6, 7, 8];
    const there = async () => (await engine.people(mainRoom(12))).map((one) => one.account_id).sort();
    const enter = async (account_id: number) => connect(await engine.token(mainRoom(12), account_id, devices));
    await Promise.all(accounts.map(enter));
    await expect.poll(there).toEqual(accounts);
    await Promise.all(
      accounts.map(async (account_id) => {
        const removals = [1, 2, 3, 4].map(() => engine.remove(mainRoom(12), account_id).catch(() => undefined));
        // Sooner than that no browser is back.
        await Promise.race([Promise.all(removals), delay(300)]);
        await enter(account_id);
      }),
    );
    // LiveKit itself asks again after 3 seconds whoever has not answered.
    await delay(4_000);
    expect(await there()).toEqual(accounts);
  });

  test("a session's main room and its breakouts are rooms of their own, and one account may be in several", async () => {
    const { engine, connect } = subject;
    const main = mainRoom(11);
    const [first, second] = [1, 2].map((breakout_id) => ({ session_id: 11, breakout_id }));
    if (!first || !second) throw new Error('Two rooms');
    expect(await engine.inspect(await engine.token(first, 3, devices))).toMatchObject({ ...first, account_id: 3 });
    await connect(await engine.token(main, 3, devices));
    await connect(await engine.token(first, 3, 'none'));
    await connect(await engine.token(second, 4, devices));
    const there = async () => Promise.all([main, first, second].map((room) => engine.people(room)));
    const one = (account_id: number, has_rights: boolean) => [{ account_id, has_rights }];
    await expect.poll(there).toMatchObject([one(3, true), one(3, false), one(4, true)]);
    const rooms = await engine.rooms();
    for (const room of [main, first, second]) expect(rooms).toContainEqual(room);
    // As a move is made: rights in the new room, and out of the old one.
    expect(await engine.allow(second, 3, devices)).toBe(false);
    expect(await engine.allow(first, 3, ['microphone'])).toBe(true);
    await engine.remove(main, 3);
    await expect.poll(there).toMatchObject([[], one(3, true), one(4, true)]);
    expect((await engine.people(first))[0]?.may_send).toEqual(['microphone']);
    await engine.closeRoom(first);
    await expect.poll(there).toMatchObject([[], [], one(4, true)]);
  });

  test('a webhook that is not signed with our key is refused', async () => {
    const { engine } = subject;
    await expect(engine.readWebhook('{}', undefined)).rejects.toBeInstanceOf(WrongSignature);
    await expect(engine.readWebhook('{}', 'Bearer forged')).rejects.toBeInstanceOf(WrongSignature);
  });
});

test("LiveKit's tokens carry what a participant may, and nothing more", async () => {
  const engine = createLiveKitEngine({ url: 'http://127.0.0.1:9', ...keys });
  const read = async (rights: readonly Source[] | 'none') => {
    const [, payload = ''] = (await engine.token(mainRoom(5), 6, rights)).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(claims.exp - claims.nbf).toBeLessThanOrEqual(300);
    expect(claims).toMatchObject({ sub: '6' });
    expect(claims.name).toBeUndefined();
    expect(claims.metadata).toBeUndefined();
    return claims.video;
  };
  const narrow = { roomJoin: true, room: 'session-5', canPublishData: false, canUpdateMetadata: false };
  const inside = { ...narrow, hidden: false, canSubscribe: true };
  expect(await read(['microphone', 'camera'])).toEqual({
    ...{ ...inside, canPublish: true },
    canPublishSources: ['microphone', 'camera'],
  });
  expect(await read(['screen'])).toEqual({
    ...{ ...inside, canPublish: true },
    canPublishSources: ['screen_share', 'screen_share_audio'],
  });
  expect(await read([])).toEqual({ ...inside, canPublish: false, canPublishSources: [] });
  expect(await read('none')).toEqual({
    ...{ ...narrow, hidden: true, canSubscribe: false },
    ...{ canPublish: false, canPublishSources: [] },
  });
});

test("a webhook about a breakout's room is about its session", async () => {
  const engine = createLiveKitEngine({ url: 'http://127.0.0.1:9', ...keys });
  const read = async (name: string) => {
    const body = JSON.stringify({ event: 'participant_joined', room: { name } });
    const signed = new AccessToken(keys.apiKey, keys.apiSecret);
    signed.sha256 = createHash('sha256').update(body).digest('base64');
    return engine.readWebhook(body, await signed.toJwt());
  };
  expect(await read('session-7')).toBe(7);
  expect(await read('session-7-breakout-3')).toBe(7);
  expect(await read('session-7-breakout-x')).toBeNull();
});

test("a token of somebody else's key is none of ours", async () => {
  const engine = createLiveKitEngine({ url: 'http://127.0.0.1:9', ...keys });
  const foreign = new AccessToken('other', 'another-secret-of-more-than-thirty-two', { identity: '1' });
  foreign.addGrant({ roomJoin: true, room: 'session-1' });
  expect(await engine.inspect(await foreign.toJwt())).toBeNull();
});
