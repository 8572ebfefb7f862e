import { setImmediate as turn } from 'node:timers/promises';
import { parseDocumentName, recordedSeconds, type Span } from '@lectern/contract';
import type { Database } from '#db/connect.ts';
import { listRecordedDocuments, readRecordedUpdates } from '#documents/recording.ts';
import { makeBoardTrack } from './board-track.ts';
import { putRecordedPage } from './store.ts';

export interface BoardTracksParts {
  db: Database;
  recording_id: number;
  spans: readonly Span[];
  /** Keeps a file of the recording, instead of one of the same name. */
  write: (file: string, bytes: Uint8Array) => Promise<void>;
}

/**
 * Makes one file per page of the board out of what the recording has kept of it, and says so in the rows. Doing it again
 * comes to the same; what was kept goes by `forgetRecordedUpdates`, in the command that says that the recording is ready.
 * The bytes of all files, where there are any.
 */
export async function buildBoardTracks({ db, recording_id, spans, write }: BoardTracksParts): Promise<number> {
  let total = 0;
  for (const name of await listRecordedDocuments(db.orm, recording_id)) {
    const document = parseDocumentName(name);
    if (document?.kind !== 'page') continue;
    const kept = await readRecordedUpdates(db.orm, recording_id, name);
    const track = makeBoardTrack(
      kept.map(({ at, data }) => ({ at: recordedSeconds(spans, at.getTime()) * 1000, data })),
    );
    await turn();
    if (!track) continue;
    const { page_id } = document;
    const file = `board/${page_id}.lbt`;
    await write(file, track.bytes);
    const size = track.bytes.length;
    await putRecordedPage(db.orm, { recording_id, page_id, file, from_ms: track.from, to_ms: track.to, size });
    total += size;
  }
  return total;
}
