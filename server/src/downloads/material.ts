import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { ComposedClip, Material } from '#composing/composer.ts';
import type { Database } from '#db/connect.ts';
import type { KeptRecordings } from '#recordings/kept-recordings.ts';
import { type ClipRow, listClips } from '#recordings/standing.ts';
import { type ReadConsents, readRecordedPeople } from './recorded-reader.ts';
import type { ReadyRecording } from './store.ts';

export interface MaterialParts {
  db: Database;
  kept: Pick<KeptRecordings, 'fetch'>;
  readConsents: ReadConsents;
}

/**
 * All that goes into a composed file: what there is of the main room. Only who is in a file is in it at all: who did not agree to be recorded has none. What is
 * in the bucket is copied below `scratch`, and stays there until the work is done.
 */
export async function readMaterial(
  { db, kept, readConsents }: MaterialParts,
  { row, creator_id, session_title }: ReadyRecording,
  scratch: string,
): Promise<Material> {
  const [all, { people }] = await Promise.all([
    listClips(db.orm, row.id),
    readRecordedPeople(db.orm, readConsents, { ...row, host_id: creator_id }),
  ]);
  const clips = all.filter(({ breakout_id }) => breakout_id === null);
  const copies = path.join(scratch, 'clips');
  await mkdir(copies, { recursive: true, mode: 0o700 });
  const composed: ComposedClip[] = [];
  for (const clip of clips) {
    const person = people.find(({ account_id }) => account_id === clip.account_id);
    if (person) composed.push({ ...placed(clip), person: person.number, path: await fetch(clip) });
  }

  async function fetch({ id, file }: ClipRow): Promise<string> {
    const at = { kept_in: row.kept_in, recording_id: row.id, file };
    const found = await kept.fetch(at, path.join(copies, String(id)));
    if (!found) throw new Error(`The file ${file} of recording ${row.id} is missing`);
    return found;
  }

  return {
    title: row.title || session_title,
    duration: row.duration_ms ?? 0,
    people: people
      .filter(({ account_id }) => clips.some((clip) => clip.account_id === account_id))
      .map(({ number, name, present, account_id }) => ({
        number,
        name,
        present,
        spoke: row.spoke.flatMap(([speaker, from, to, breakout_id]) =>
          speaker === account_id && breakout_id === undefined ? [{ from, to }] : [],
        ),
      })),
    clips: composed,
  };
}

function placed({ id, source, media_type, from_ms, to_ms }: ClipRow) {
  return { id, source, media_type, from: from_ms, to: to_ms };
}
