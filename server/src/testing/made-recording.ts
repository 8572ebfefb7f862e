import { link, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type ClipSource, PAGE_KEYS, pageDocument } from '@lectern/contract';
import { eq, sql } from 'drizzle-orm';
import * as Y from 'yjs';
import { z } from 'zod';
import type { Database } from '#db/connect.ts';
import { breakout, recordedUpdate, recording, recordingConsent } from '#db/schema.ts';
import { appendEvent, type NewEvent } from '#events/store.ts';
import { openManifest, takeFolder } from '#recorder/manifest.ts';
import { FILM, makeFilm, makeTone } from './clock-film.ts';

const Stretch = z.tuple([z.number(), z.number()]);

/** What a recording is to hold that nobody recorded. All times are recorded seconds. */
export const Plan = z.object({
  session_id: z.int(),
  seconds: z.number().positive(),
  /** Where it was paused, and for how many seconds. */
  pauses: z.array(Stretch).default([]),
  people: z.array(
    z.object({
      account_id: z.int(),
      choice: z.enum(['recorded', 'not_recorded']).default('recorded'),
      hide_name: z.boolean().default(false),
      /** 0xrrggbb. */
      colour: z.string().default('0x336699'),
      hertz: z.number().default(440),
      microphone: z.array(Stretch).default([]),
      camera: z.array(Stretch).default([]),
      screen: z.array(Stretch).default([]),
      spoke: z.array(Stretch).default([]),
      /** The breakout in which they were for a while: what they sent then is of that room, and none of it reaches over. */
      room: z.object({ name: z.string(), during: Stretch }).optional(),
      /** When they went, and did not come back. */
      leaves: z.number().optional(),
    }),
  ),
  messages: z.array(z.object({ at: z.number(), account_id: z.int(), text: z.string() })).default([]),
  marks: z.array(z.object({ at: z.number(), label: z.string() })).default([]),
  /** When a rectangle was drawn on the first page, one beside the other. */
  drawn: z.array(z.number()).default([]),
});
export type Plan = z.infer<typeof Plan>;

/** How long ago a made recording ended, in milliseconds. */
const AGO = 60_000;

/**
 * Makes a recording as a recorder would have left it when it was stopped: files, manifest, rows and log. What happened in
 * the session until now is moved before it. Its id; a `finish` job makes it fit to be watched.
 */
export async function makeRecording(db: Database, root: string, plan: Plan): Promise<number> {
  const pauses = plan.pauses.toSorted(([one], [other]) => one - other);
  const length = plan.seconds + pauses.reduce((sum, [, seconds]) => sum + seconds, 0);
  const began = Date.now() - AGO - length * 1000;
  /** `after`: behind a pause that is at this very second. */
  const real = (second: number, after = true) => {
    const before = pauses.filter(([at]) => (after ? at <= second : at < second));
    return began + (second + before.reduce((sum, [, seconds]) => sum + seconds, 0)) * 1000;
  };
  const { session_id } = plan;
  await db.orm.execute(
    sql`update session_event set at = at - make_interval(secs => ${length + 180}) where session_id = ${session_id}`,
  );
  const [row] = await db.orm
    .insert(recording)
    // Nobody is to finish it before it is whole, and that takes minutes for a long one.
    .values({ session_id, state: 'failed', stopped: 'host', requested_at: new Date(began), take: 1 })
    .returning({ id: recording.id });
  if (!row) throw new Error('The recording was not written');
  const rooms = await makeRooms(db, plan);
  await fillLog(db, plan, row.id, { pauses, real, rooms });
  await writeFiles(path.join(root, String(row.id)), plan, { pauses, real, rooms });
  await db.orm.update(recording).set({ state: 'processing' }).where(eq(recording.id, row.id));
  return row.id;
}

type Real = (second: number, after?: boolean) => number;

interface Made {
  pauses: [number, number][];
  real: Real;
  /** The ids of the breakouts, by their names. */
  rooms: ReadonlyMap<string, number>;
}

async function makeRooms(db: Database, { session_id, people }: Plan): Promise<ReadonlyMap<string, number>> {
  const names = new Set(people.flatMap(({ room }) => (room ? [room.name] : [])));
  const rooms = new Map<string, number>();
  for (const name of names) {
    const [row] = await db.orm.insert(breakout).values({ session_id, name }).returning({ id: breakout.id });
    if (row) rooms.set(name, row.id);
  }
  return rooms;
}

async function fillLog(db: Database, plan: Plan, recording_id: number, { pauses, real, rooms }: Made) {
  const { session_id, people, seconds } = plan;
  const events: { at: number; type: NewEvent['type']; data: unknown }[] = [
    { at: real(0, false), type: 'recording.started', data: { recording_id } },
    ...pauses.flatMap(([at]) => [
      { at: real(at, false), type: 'recording.paused' as const, data: { recording_id } },
      { at: real(at), type: 'recording.resumed' as const, data: { recording_id } },
    ]),
    ...plan.marks.map(({ at, label }) => ({
      at: real(at),
      type: 'recording.marked' as const,
      data: { recording_id, label },
    })),
    { at: real(seconds), type: 'recording.stopped', data: { recording_id, reason: 'host' } },
  ];
  const { rows } = await db.orm.execute<{ id: number; account_id: number }>(
    sql`select id, account_id from live_session_participant where session_id = ${session_id} and left_at is null`,
  );
  for (const person of people) {
    const { account_id, choice, hide_name } = person;
    const chosen_at = new Date(real(0));
    await db.orm.insert(recordingConsent).values({ session_id, account_id, choice, hide_name, chosen_at });
    const participant_id = rows.find((one) => one.account_id === account_id)?.id;
    if (!participant_id) continue;
    const edges = new Set([...person.microphone, ...person.camera].flat());
    const on = (stretches: [number, number][], at: number) => stretches.some(([from, to]) => from <= at && at < to);
    for (const at of edges) {
      const audio_enabled = on(person.microphone, at);
      const video_enabled = on(person.camera, at);
      const data = { participant_id, audio_enabled, video_enabled };
      events.push({ at: real(at), type: 'participant.media_changed', data });
    }
    for (const [from] of person.screen)
      events.push({ at: real(from), type: 'screen.started', data: { participant_id } });
    if (person.room) {
      const [from, to] = person.room.during;
      const breakout_id = rooms.get(person.room.name) ?? null;
      events.push({ at: real(from), type: 'participant.moved', data: { participant_id, breakout_id } });
      events.push({ at: real(to), type: 'participant.moved', data: { participant_id, breakout_id: null } });
    }
    if (person.leaves === undefined) continue;
    const left_at = new Date(real(person.leaves)).toISOString();
    events.push({
      at: real(person.leaves),
      type: 'participant.left',
      data: { participant_id, left_at, reason: 'left' },
    });
  }
  await db.transact(async (tx) => {
    for (const { at, type, data } of events.toSorted((one, other) => one.at - other.at)) {
      // Written as a command would have written it; it is parsed wherever it is read.
      const event = { session_id, at: new Date(at), actor_id: null, type, data, audience: { to: 'everyone' } };
      await appendEvent(tx, event as NewEvent);
    }
    for (const { at, account_id, text } of plan.messages) {
      await tx.execute(sql`insert into chat_message (session_id, account_id, text, sent_at)
        values (${session_id}, ${account_id}, ${text}, ${new Date(real(at)).toISOString()}::timestamptz)`);
    }
  });
  await draw(db, plan, recording_id, real);
}

async function draw(db: Database, { session_id, drawn }: Plan, recording_id: number, real: Real): Promise<void> {
  const { rows } = await db.orm.execute<{ id: number }>(
    sql`select id from board_page where session_id = ${session_id} order by id limit 1`,
  );
  const page_id = rows[0]?.id;
  if (page_id === undefined) return;
  const doc = new Y.Doc();
  for (const [place, at] of drawn.entries()) {
    const before = Y.encodeStateVector(doc);
    const base = { ...RECTANGLE, id: `drawn${place}`, x: place * 140, index: `a${place}` };
    doc.getMap(PAGE_KEYS.elements).set(base.id, new Y.Map([[PAGE_KEYS.base, base]]));
    const data = Y.encodeStateAsUpdate(doc, before);
    const document_name = pageDocument(page_id);
    await db.orm.insert(recordedUpdate).values({ recording_id, document_name, at: new Date(real(at)), data });
  }
}

const RECTANGLE = {
  type: 'rectangle',
  ...{ y: 0, width: 120, height: 90, angle: 0, strokeColor: '#1e1e1e', backgroundColor: '#ffc9c9' },
  ...{ fillStyle: 'solid', strokeWidth: 2, strokeStyle: 'solid', roughness: 1, opacity: 100, roundness: null },
  ...{ seed: 7, groupIds: [], frameId: null, boundElements: null, link: null, locked: false, updated: 1 },
  ...{ version: 1, versionNonce: 1, isDeleted: false },
};

const SOURCES = ['microphone', 'camera', 'screen'] as const satisfies readonly ClipSource[];

async function writeFiles(folder: string, plan: Plan, { pauses, real, rooms }: Made): Promise<void> {
  await mkdir(path.join(folder, takeFolder(1)), { recursive: true });
  const manifest = openManifest(folder, 1);
  manifest.write({ kind: 'take', take: 1, opened_at: real(0, false) });
  const roomAt = (room: Plan['people'][number]['room'], at: number) =>
    room && room.during[0] <= at && at < room.during[1] ? (rooms.get(room.name) ?? null) : null;
  // What is the same is made once, and has several names.
  const known = new Map<string, { file: string; size: number }>();
  let clip = 0;
  for (const { account_id, colour, hertz, spoke, ...person } of plan.people) {
    for (const source of SOURCES) {
      for (const [from, to] of person[source].flatMap((stretch) => cut(stretch, pauses))) {
        clip += 1;
        const file = `${takeFolder(1)}/${clip}.webm`;
        const made = path.join(folder, file);
        const sound = source === 'microphone';
        const shade = source === 'screen' ? '0x223311' : colour;
        const key = [sound ? hertz : shade, from, to].join();
        const before = known.get(key);
        if (before) await link(before.file, made);
        const size =
          before?.size ??
          (sound
            ? await makeTone(made, to - from, hertz)
            : await makeFilm({ file: made, seconds: to - from, from, colour: shade }));
        known.set(key, { file: made, size });
        const codec = sound ? 'opus' : 'vp8';
        const media_type = sound ? 'audio/webm; codecs=opus' : 'video/webm; codecs=vp8';
        const who = { account_id, breakout_id: roomAt(person.room, from) };
        manifest.write({ kind: 'clip', clip, file, ...who, source, codec, media_type, started_at: real(from) });
        const { width, height } = sound ? { width: null, height: null } : FILM;
        manifest.write({ kind: 'clip_ended', clip, ended_at: real(to, false), width, height, size });
      }
    }
    for (const [from, to] of spoke)
      manifest.write({
        kind: 'spoke',
        account_id,
        breakout_id: roomAt(person.room, from),
        from: real(from),
        to: real(to, false),
      });
  }
  manifest.write({ kind: 'closed', at: real(plan.seconds), reason: 'stopped' });
  manifest.close();
}

/** A recorder ends its clips at a pause. */
function cut([from, to]: [number, number], pauses: [number, number][]): [number, number][] {
  const edges = [from, ...pauses.map(([at]) => at).filter((at) => from < at && at < to), to];
  return edges.slice(1).map((end, index) => [edges[index] ?? from, end]);
}
