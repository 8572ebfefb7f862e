import type { FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { z } from 'zod';
import type { MediaEngine, MediaRoom } from '#media/engine.ts';
import { createLiveKitEngine } from '#media/livekit.ts';
import { createLiveKitLink } from '#recorder/livekit-link.ts';
import { connectSignal, type SignalSocket } from '#recorder/livekit-signal.ts';
import { type MediaPublisher, type PublishedTrack, publishMedia } from './media-publisher.ts';
import { beepingMicrophone, livekitKeys, openRecordedRoom } from './recorded-room.ts';
import { buildSecondApp } from './second-app.ts';
import { buildTestApp, type Person } from './test-app.ts';

const Rooms = z.object({ rooms: z.array(z.object({ id: z.int() })) });
const View = z.object({ participants: z.array(z.object({ id: z.int(), user: z.object({ id: z.int() }) })) });
const Token = z.object({ token: z.string() });
const MoveAnswer = z.object({ media: Token });

export type AudibleBreakouts = Awaited<ReturnType<typeof openAudibleBreakouts>>;

/** What one client hears of the others: how many packets, and when the last of them came. */
export type Heard = ReadonlyMap<number, { packets: number; last: number }>;

/** An app with a real LiveKit behind its own proxy, and a class of three learners with two breakouts, which are open. */
export async function openAudibleBreakouts() {
  const t = await buildTestApp({ realClock: true });
  const { id, creator, learners } = await t.newClass({ learners: 3 });
  const room = await openRecordedRoom(id);
  const livekit = { url: room.livekit.url, ...livekitKeys, browserUrl: null };
  const app: FastifyInstance = await buildSecondApp(t, { livekit, now: () => new Date() });
  const origin = `${await app.listen({ port: 0, host: '127.0.0.1' })}/livekit`;
  const engine: MediaEngine = createLiveKitEngine(livekit);
  const microphone: PublishedTrack = await beepingMicrophone('sine=frequency=440');
  const open: { close(): unknown }[] = [];

  async function ask(person: Person, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const answer = await tryTo(person, method, path, body);
    expect(answer.statusCode, `${path} ${answer.body}`).toBeLessThan(300);
    return answer.json();
  }

  const tryTo = (person: Person, method: 'GET' | 'POST', path: string, body?: object) =>
    app.inject({
      ...{ method, url: `/api/sessions/${id}/${path}`, headers: { cookie: person.cookie } },
      ...(body ? { payload: body } : {}),
    });

  await ask(creator, 'POST', 'start/');
  for (const one of learners) await ask(one, 'POST', 'join_live/');
  const made = Rooms.parse(await ask(creator, 'POST', 'breakouts/', { names: ['Room 1', 'Room 2'] }));
  const [first = 0, second = 0] = made.rooms.map((one) => one.id);
  await ask(creator, 'POST', 'open_breakouts/', { seconds: null });

  const tokenNow = async (person: Person) => Token.parse(await ask(person, 'POST', 'media_token/')).token;

  return {
    ...{ t, id, app, origin, engine, creator, learners, first, second, ask, tryTo, tokenNow },
    livekitUrl: room.livekit.url,
    in: (breakout_id: number | null): MediaRoom => ({ session_id: id, breakout_id }),

    async stayOf(person: Person): Promise<number> {
      const { participants } = View.parse(await ask(person, 'GET', 'view/'));
      return participants.find(({ user }) => user.id === person.id)?.id ?? 0;
    },

    /** As the host has it: assigned there, called there, and gone there. The token of the new room. */
    async goTo(person: Person, breakout_id: number): Promise<string> {
      await ask(creator, 'POST', 'assign_breakouts/', { assignments: [{ account_id: person.id, breakout_id }] });
      const answer = await ask(person, 'POST', 'move/', { breakout_id });
      return MoveAnswer.parse(answer).media.token;
    },

    /** Connects by the signalling alone: waits, or is there without sending anything. */
    async connect(token: string, url = origin): Promise<SignalSocket & { lost: Promise<number> }> {
      const lost = Promise.withResolvers<number>();
      const parts = { url, token, resume_sid: null, hear: () => undefined };
      const socket = await connectSignal({ ...parts, lost: () => lost.resolve(Date.now()) });
      open.push(socket);
      return { ...socket, lost: lost.promise };
    },

    async speak(token: string): Promise<MediaPublisher> {
      const publisher = await publishMedia({ url: origin, token, tracks: [microphone] });
      open.push({ close: publisher.leave });
      return publisher;
    },

    /** A hand-made client that takes everything it is offered, and comes back with the same token for ever. */
    listen(token: string): Heard {
      const heard = new Map<number, { packets: number; last: number }>();
      const accounts = new Map<string, number>();
      const sids = new Map<number, string>();
      const link = createLiveKitLink({
        ...{ url: origin, token: async () => token },
        events: {
          ...{ joined: () => undefined, away: () => undefined, report: () => undefined, speaking: () => undefined },
          tracks(told) {
            for (const { sid, account_id } of told) accounts.set(sid, account_id);
            link.subscribe(told, true);
          },
          streams(told) {
            for (const { ssrc, track_sid } of told) sids.set(ssrc, track_sid);
          },
          packet({ ssrc }) {
            const account_id = accounts.get(sids.get(ssrc) ?? '') ?? 0;
            heard.set(account_id, { packets: (heard.get(account_id)?.packets ?? 0) + 1, last: Date.now() });
          },
        },
      });
      open.push(link);
      return heard;
    },

    /** Who has a connection in a room, with a star where it waits. */
    async there(breakout_id: number | null): Promise<string[]> {
      const people = await engine.people({ session_id: id, breakout_id });
      return people.map(({ account_id, has_rights }) => `${account_id}${has_rights ? '' : '*'}`).sort();
    },

    async close() {
      for (const one of open) await one.close();
      await app.close();
      await room.close();
      await t.close();
    },
  };
}
