import { type Clip, type Replay, type ReplayPage, recordedDuration, type Span } from '@lectern/contract';
import type { BoardFilesService } from '#board/file-service.ts';
import type { Database, Tx } from '#db/connect.ts';
import { listUsers } from '#db/list-users.ts';
import { readEventsOf } from '#events/store.ts';
import { Refusal } from '#http/refusal.ts';
import type { KeptAt } from '#recordings/kept-recordings.ts';
import { recordingOf } from '#recordings/list-service.ts';
import { SPAN_EVENTS, spansOf } from '#recordings/spans.ts';
import { type ClipRow, findClip, listClips, type RecordingStanding, readWatchable } from '#recordings/standing.ts';
import type { Actor } from '#sessions/policy.ts';
import { CHAPTER_EVENTS, type ChapterEvent, readChapters, readTurns } from './chapters.ts';
import { readMessages } from './messages.ts';
import { PEOPLE_EVENTS, readPeople } from './people.ts';
import * as store from './store.ts';

export interface ReplayParts {
  db: Database;
  now: () => Date;
  /** A picture of this session's board, whoever asks. */
  readPicture: BoardFilesService['readOf'];
}

export type ReplayService = ReturnType<typeof createReplayService>;

/** What it takes to watch a recording, for who may. */
export function createReplayService({ db, now, readPicture }: ReplayParts) {
  async function get(actor: Actor, recording_id: number): Promise<Replay> {
    return db.snapshot(async (tx) => build(tx, await readWatchable(tx, actor, recording_id, now())));
  }

  /** Where a clip lies, and what it is. */
  async function clip(
    actor: Actor,
    recording_id: number,
    clip_id: number,
  ): Promise<{ at: KeptAt; media_type: string }> {
    const { row } = await readWatchable(db.orm, actor, recording_id, now());
    const found = await findClip(db.orm, recording_id, clip_id);
    if (!found) throw new Refusal('not_found');
    return { at: { kept_in: row.kept_in, recording_id, file: found.file }, media_type: found.media_type };
  }

  async function page(actor: Actor, recording_id: number, page_id: number): Promise<KeptAt> {
    const { row } = await readWatchable(db.orm, actor, recording_id, now());
    const found = await store.findRecordedPage(db.orm, recording_id, page_id);
    if (!found) throw new Refusal('page_not_found');
    return { kept_in: row.kept_in, recording_id, file: found.file };
  }

  async function picture(actor: Actor, recording_id: number, file_id: string) {
    const { row } = await readWatchable(db.orm, actor, recording_id, now());
    return readPicture(row.session_id, file_id);
  }

  return { get, clip, page, picture };
}

async function build(tx: Tx, standing: RecordingStanding): Promise<Replay> {
  const { row, creator_id } = standing;
  const { id: recording_id, session_id } = row;
  const spans = spansOf(await readEventsOf(tx, session_id, SPAN_EVENTS), recording_id, row.ended_at);
  const ended_at = Date.parse(spans.at(-1)?.ended_at ?? row.requested_at.toISOString());
  const clips = await listClips(tx, recording_id);
  const choices = await store.listChoices(tx, session_id);
  const captured = spans.map((span) => [Date.parse(span.started_at), Date.parse(span.ended_at)] as const);
  const written = (await store.listOpenMessages(tx, session_id, new Date(ended_at))).filter(({ sent_at }) =>
    captured.some(([from, to]) => from <= sent_at.getTime() && sent_at.getTime() <= to),
  );
  const hidden = choices.filter(({ hide_name }) => hide_name).map(({ account_id }) => account_id);
  const needed = [...written, ...clips].map(({ account_id }) => account_id);
  const users = await listUsers(tx, [...new Set([...needed, ...hidden])]);
  const agreed = choices.filter(({ choice }) => choice === 'recorded').map(({ account_id }) => account_id);
  const { people, peopleOf, numberOf } = readPeople(await readEventsOf(tx, session_id, PEOPLE_EVENTS), {
    host_id: creator_id,
    spans,
    ended_at,
    hidden: new Set(hidden),
    recorded: new Set([...agreed, ...clips.map(({ account_id }) => account_id)]),
    spoke: row.spoke,
    others: users.filter(({ id }) => needed.includes(id)),
  });
  const events = await readEventsOf(tx, session_id, CHAPTER_EVENTS);
  const board = boardOf(await store.listRecordedPages(tx, recording_id), await store.listPages(tx, session_id));
  const inRoom = (room: number | null) => ({
    chapters: readChapters(events, {
      ...{ recording_id, room, spans, numberOf },
      ...{ pageName: board.nameOf, roomOfPage: board.roomOf },
    }),
    board: board.of(room, events, spans),
  });
  const rooms = await store.listRoomNames(tx, session_id);
  return {
    recording: recordingOf(standing),
    duration: row.duration_ms === null ? recordedDuration(spans) : row.duration_ms / 1000,
    spans,
    people,
    clips: clips.flatMap((one) => clipOf(one, numberOf(one.account_id))),
    ...inRoom(null),
    messages: readMessages(written, {
      spans,
      numberOf,
      hidden: users.filter(({ id }) => hidden.includes(id)),
    }),
    captions: [],
    rooms: rooms
      .filter(({ id }) => clips.some(({ breakout_id }) => breakout_id === id))
      .map(({ id, name }) => ({ id, name, people: peopleOf(id), ...inRoom(id) })),
  };
}

/** The boards of a recording: each room has its own. */
function boardOf(recorded: readonly store.RecordedPageRow[], known: readonly store.PageOfRoom[]) {
  const pages = new Map(known.map((page) => [page.id, page]));
  const nameOf = (page_id: number) => pages.get(page_id)?.name ?? '';
  const roomOf = (page_id: number) => pages.get(page_id)?.breakout_id ?? null;

  function of(room: number | null, events: readonly ChapterEvent[], spans: readonly Span[]): Replay['board'] {
    const isOfRoom = (page_id: number) => roomOf(page_id) === room;
    const kept = recorded.filter(({ page_id }) => isOfRoom(page_id));
    const ids = [...pages.keys(), ...kept.map(({ page_id }) => page_id)].filter(isOfRoom);
    return {
      pages: kept.map((one) => pageOf(one, nameOf(one.page_id))),
      turns: kept.length > 0 ? readTurns(events, spans, { first_page_id: Math.min(...ids), isOfRoom }) : [],
    };
  }

  return { nameOf, roomOf, of };
}

function clipOf(row: ClipRow, person: number | null): Clip[] {
  const { id, breakout_id, source, media_type, from_ms, to_ms, width, height } = row;
  if (person === null) return [];
  return [{ id, person, breakout_id, source, from: seconds(from_ms), to: seconds(to_ms), media_type, width, height }];
}

function pageOf({ page_id, from_ms, to_ms, size }: store.RecordedPageRow, name: string): ReplayPage {
  return { id: page_id, name, from: seconds(from_ms), to: seconds(to_ms), bytes: size };
}

const seconds = (milliseconds: number) => Math.max(0, milliseconds / 1000);
