import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import type { Role, State } from './access-table.ts';
import type { Person, TestApp } from './test-app.ts';

/** One person for each column of the table of who may; null for who is signed out. */
export type Cast = Record<Exclude<Role, 'signed out'>, Person> & { 'signed out': null };

export async function newCast(t: TestApp): Promise<Cast> {
  const admin = await t.newPerson('Anna');
  await t.db.orm.execute(`update account set is_admin = true where id = ${admin.id}`);
  return {
    'signed out': null,
    stranger: await t.newPerson('Sten'),
    pending: await t.newPerson('Petra'),
    rejected: await t.newPerson('Rolf'),
    approved: await t.newPerson('Alma'),
    creator: await t.newPerson('Carla'),
    admin,
  };
}

/** What a row of the table is tried on: a fresh session, and the booking of the pending person. */
export interface Scene {
  id: number;
  booking_id: number;
  /** The creator's message to everyone, its file, and their poll, where the session runs; 0 elsewhere. */
  message_id: number;
  attachment_id: number;
  poll_id: number;
  /** The stay of the approved one, where they are inside. */
  participant_id: number;
  /** A breakout, where the session runs. */
  breakout_id: number;
  /** The first page of the board, and the creator's picture where the session runs. */
  page_id: number;
  file_id: string;
  /** A recording that is ready, and shared with the participants; 0 where the session does not run. */
  recording_id: number;
  /** Its only clip; its board has the first page. */
  clip_id: number;
}

const NO_FILE = '00000000-0000-4000-8000-000000000000';
const NOTHING = {
  message_id: 0,
  attachment_id: 0,
  poll_id: 0,
  participant_id: 1,
  breakout_id: 1,
  file_id: NO_FILE,
  recording_id: 0,
  clip_id: 0,
};

/** A fresh session in this state, with the bookings that the cast's names say. */
export async function stage(t: TestApp, cast: Cast, state: State): Promise<Scene> {
  if (state === '-') return { id: 0, booking_id: 0, page_id: 0, ...NOTHING };
  if (state === 'hidden') {
    const id = await newHiddenSession(t, cast);
    return { id, booking_id: 0, page_id: await firstPage(t, id), ...NOTHING };
  }
  const { id } = await t.newSession(cast.creator);
  const ask = async (person: Person): Promise<number> =>
    (await succeed(t, person, `/api/sessions/${id}/bookings/`, { message: `from ${person.username}` })).id;
  const booking_id = await ask(cast.pending);
  await succeed(t, cast.creator, `/api/bookings/${await ask(cast.rejected)}/reject/`);
  await succeed(t, cast.creator, `/api/bookings/${await ask(cast.approved)}/approve/`);
  const page_id = await firstPage(t, id);
  if (state === 'scheduled') return { id, booking_id, page_id, ...NOTHING };
  await succeed(t, cast.creator, `/api/sessions/${id}/start/`);
  if (state === 'joined') await succeed(t, cast.approved, `/api/sessions/${id}/join_live/`);
  return { id, booking_id, page_id, ...(await fillRoom(t, cast, id)) };
}

async function firstPage(t: TestApp, id: number): Promise<number> {
  const { rows } = await t.db.orm.execute<{ id: number }>(`select id from board_page where session_id = ${id}`);
  return rows[0]?.id ?? 0;
}

/** A message with a file, a picture on the board and a poll, written past the limits on how much one person may do in a minute. */
async function fillRoom(t: TestApp, { creator, approved }: Cast, id: number): Promise<typeof NOTHING> {
  const { rows } = await t.db.orm.execute<typeof NOTHING>(`
    with message as (
      insert into chat_message (session_id, account_id, text, sent_at) values (${id}, ${creator.id}, 'Hello', now())
      returning id
    ), file as (
      insert into attachment (session_id, account_id, message_id, name, media_type, size, stored_as, created_at)
      select ${id}, ${creator.id}, message.id, 'a.txt', 'text/plain', 5, 'a-file-of-the-cast', now() from message
      returning id
    ), picture as (
      insert into board_file (id, session_id, account_id, name, media_type, size, created_at)
      values (gen_random_uuid(), ${id}, ${creator.id}, 'a.png', 'image/png', 5, now()) returning id
    ), room as (
      insert into breakout (session_id, name) values (${id}, 'Room 1') returning id
    ), question as (
      insert into poll (session_id, question, options, anonymous, status, opened_at)
      values (${id}, 'Ready?', '{Yes,No}', true, 'open', now()) returning id
    ), recorded as (
      insert into recording (session_id, state, requested_at, started_at, ended_at, duration_ms, size, shared_with)
      values (${id}, 'ready', now(), now(), now(), 0, 0, 'participants') returning id
    ), clip as (
      insert into recording_clip (recording_id, account_id, source, media_type, file, from_ms, to_ms, size)
      select recorded.id, ${creator.id}, 'microphone', 'audio/webm', 'take-1/1.webm', 0, 1000, 5 from recorded
      returning id
    ), page as (
      insert into recording_page (recording_id, page_id, file, from_ms, to_ms, size)
      select recorded.id, board_page.id, 'board/1.lbt', 0, 1000, 5 from recorded, board_page
      where board_page.session_id = ${id}
    )
    select message.id as message_id, file.id as attachment_id, question.id as poll_id, picture.id as file_id,
      room.id as breakout_id,
      recorded.id as recording_id, clip.id as clip_id, coalesce((
      select stay.id from live_session_participant stay
      where stay.session_id = ${id} and stay.account_id = ${approved.id} and stay.left_at is null), 1) as participant_id
    from message, file, picture, room, question, recorded, clip`);
  await writeFile(path.join(t.filesDir, 'a-file-of-the-cast'), 'Hello');
  const [written] = rows;
  if (!written) throw new Error('The room was not filled');
  await writeFile(path.join(t.filesDir, written.file_id), 'Hello');
  for (const file of ['take-1/1.webm', 'board/1.lbt']) {
    const place = path.join(t.recordingsDir, String(written.recording_id), file);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, 'Hello');
  }
  return written;
}

/** A session that waits for an admin: nobody else may know of it. */
export async function newHiddenSession(t: TestApp, { admin, creator }: Pick<Cast, 'admin' | 'creator'>) {
  const choose = (sessions_need_approval: boolean) =>
    t.request(admin, 'PATCH', '/api/site/', { sessions_need_approval });
  await choose(true);
  const { id, status } = await t.newSession(creator, { title: 'A secret plan' });
  expect(status).toBe('pending_approval');
  await choose(false);
  return id;
}

async function succeed(t: TestApp, person: Person, url: string, body?: unknown) {
  const answer = await t.request(person, 'POST', url, body);
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json();
}
