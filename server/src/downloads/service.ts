import { type Download, DownloadKind, type Downloads, fullName, type Message, type User } from '@lectern/contract';
import { attendanceCsv } from '#attendance/csv.ts';
import type { Database, Executor } from '#db/connect.ts';
import { listUsers } from '#db/list-users.ts';
import { Refusal } from '#http/refusal.ts';
import type { KeptAt } from '#recordings/kept-recordings.ts';
import {
  type ClipRow,
  findClip,
  listClips,
  type RecordingStanding,
  readDownloadable,
  readManaged,
  readWatchable,
} from '#recordings/standing.ts';
import { maskOf } from '#replay/messages.ts';
import type { Actor } from '#sessions/policy.ts';
import { chatText } from './chat-text.ts';
import { fileName, trackName } from './file-names.ts';
import { shownName } from './recorded-people.ts';
import { type ReadConsents, readRecordedPeople } from './recorded-reader.ts';
import { askForDownload, findDownload, listDownloads, listRoomNames, toDownload } from './store.ts';

export const POSTER = 'poster.jpg';

export interface DownloadsParts {
  db: Database;
  now: () => Date;
  /** All that was written to everyone in a session, oldest first. */
  readPublicChat: (session_id: number) => Promise<Message[]>;
  readConsents: ReadConsents;
  /** Has one composed, as a part of the transaction that asks for it. May be said again. */
  sendCompose: (tx: Executor, data: { recording_id: number; kind: DownloadKind }) => Promise<void>;
}

/** A file of a recording, and how it is sent. */
export interface FileToSend {
  at: KeptAt;
  as: { media_type: string; save_as?: string };
}

export type DownloadsService = ReturnType<typeof createDownloadsService>;

/** What can be taken along of a recording. */
export function createDownloadsService({ db, now, readPublicChat, readConsents, sendCompose }: DownloadsParts) {
  const titleOf = ({ row, session_title }: RecordingStanding) => row.title || session_title;
  const keptAt = ({ row }: RecordingStanding, file: string): KeptAt => ({
    kept_in: row.kept_in,
    recording_id: row.id,
    file,
  });

  async function poster(actor: Actor, id: number): Promise<FileToSend> {
    const standing = await readWatchable(db.orm, actor, id, now());
    if (!standing.row.has_poster) throw new Refusal('not_found');
    return { at: keptAt(standing, POSTER), as: { media_type: 'image/jpeg' } };
  }

  async function list(actor: Actor, id: number): Promise<Downloads> {
    const standing = await readDownloadable(db.orm, actor, id, now());
    const rows = await listDownloads(db.orm, id);
    const items = DownloadKind.options.map((kind) =>
      toDownload(
        kind,
        rows.find((row) => row.kind === kind),
      ),
    );
    return { items, tracks: standing.may.manage ? await listTracks(standing) : [] };
  }

  async function listTracks(standing: RecordingStanding): Promise<Downloads['tracks']> {
    const [clips, nameOf] = await Promise.all([listClips(db.orm, standing.row.id), readTrackNames(standing)]);
    return clips.map((clip) => ({ clip_id: clip.id, name: nameOf(clip), size: clip.size }));
  }

  async function readTrackNames(standing: RecordingStanding): Promise<(clip: ClipRow) => string> {
    const [{ people }, rooms] = await Promise.all([
      readRecorded(standing),
      listRoomNames(db.orm, standing.row.session_id),
    ]);
    return (clip) => {
      const person = people.find(({ account_id }) => account_id === clip.account_id);
      const room = rooms.get(clip.breakout_id ?? 0) ?? null;
      return trackName(titleOf(standing), { ...clip, room, person: person ? shownName(person) : '' });
    };
  }

  /** Has a file made; one that is there, or on its way, is answered as it is. */
  async function ask(actor: Actor, id: number, kind: DownloadKind): Promise<Download> {
    await readDownloadable(db.orm, actor, id, now());
    const row = await db.orm.transaction(async (tx) => {
      const asked = await askForDownload(tx, { recording_id: id, kind, requested_at: now() });
      if (asked.state !== 'ready') await sendCompose(tx, { recording_id: id, kind });
      return asked;
    });
    return toDownload(kind, row);
  }

  async function file(actor: Actor, id: number, kind: DownloadKind): Promise<FileToSend> {
    const standing = await readDownloadable(db.orm, actor, id, now());
    const row = await findDownload(db.orm, id, kind);
    if (row?.state !== 'ready' || row.file === null) throw new Refusal('download_not_ready');
    const [media_type, ending] = kind === 'video' ? ['video/mp4', '.mp4'] : ['audio/mp4', '.m4a'];
    return { at: keptAt(standing, row.file), as: { media_type, save_as: fileName(titleOf(standing), ending) } };
  }

  /** One clip as it was captured, for who manages the recording. */
  async function track(actor: Actor, id: number, clip_id: number): Promise<FileToSend> {
    const standing = await readManaged(db.orm, actor, id, now());
    if (standing.row.state !== 'ready') throw new Refusal('recording_not_ready');
    const clip = await findClip(db.orm, id, clip_id);
    if (!clip) throw new Refusal('not_found');
    const nameOf = await readTrackNames(standing);
    return { at: keptAt(standing, clip.file), as: { media_type: clip.media_type, save_as: nameOf(clip) } };
  }

  async function chat(actor: Actor, id: number): Promise<{ text: string; save_as: string }> {
    const standing = await readDownloadable(db.orm, actor, id, now());
    const title = titleOf(standing);
    const [messages, { spans, people, consents }] = await Promise.all([
      readPublicChat(standing.row.session_id),
      readRecorded(standing),
    ]);
    const hidden = consents.filter(({ hide_name }) => hide_name).map(({ account_id }) => account_id);
    const inMain = messages.filter(({ breakout_id }) => breakout_id === null);
    const mask = maskOf(await listUsers(db.orm, hidden));
    const nameOf = (user: User) => {
      const person = people.find(({ account_id }) => account_id === user.id);
      if (person) return shownName(person);
      return hidden.includes(user.id) ? 'Participant' : fullName(user);
    };
    return { text: chatText(title, inMain, spans, nameOf, mask), save_as: fileName(`${title} chat`, '.txt') };
  }

  /** Everybody for who manages the recording, and the own line for who was there: as of the session itself. */
  async function attendance(actor: Actor, id: number): Promise<{ csv: string; save_as: string }> {
    const standing = await readDownloadable(db.orm, actor, id, now());
    const { people } = await readRecorded(standing);
    const shown = standing.may.manage ? people : people.filter(({ account_id }) => account_id === actor.id);
    const attended = shown.map(({ user, name, number, stays }) => ({
      user: name === null ? { ...user, first_name: shownName({ name, number }), last_name: '', username: '' } : user,
      stays: stays.map(({ from, to }) => ({ joined_at: iso(from), left_at: iso(to) })),
      seconds: Math.round(stays.reduce((sum, { from, to }) => sum + to - from, 0) / 1000),
    }));
    return { csv: attendanceCsv(attended), save_as: fileName(`${titleOf(standing)} attendance`, '.csv') };
  }

  const readRecorded = ({ row, creator_id }: RecordingStanding) =>
    readRecordedPeople(db.orm, readConsents, { ...row, host_id: creator_id });

  return { poster, list, ask, file, track, chat, attendance };
}

const iso = (ms: number) => new Date(ms).toISOString();
