import type { Readable } from 'node:stream';
import { type BoardFile, type BoardFileType, MOST_BOARD_FILES, type Right } from '@lectern/contract';
import type { Database, Executor } from '#db/connect.ts';
import type { KeptFiles } from '#files/kept-files.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import { readStanding, readVisible, type SessionRow } from '#sessions/standing.ts';
import { type BoardFileRow, countBoardFiles, findBoardFile, insertBoardFile } from './file-store.ts';
import { refusalToDraw } from './policy.ts';
import { refuse } from './service.ts';

export interface BoardFilesParts {
  db: Database;
  files: KeptFiles<BoardFileType>;
  now: () => Date;
  /** Whether an account may use a right now. */
  mayUseNow: (db: Executor, session: SessionRow, account_id: number, right: Right) => Promise<boolean>;
}

export type BoardFilesService = ReturnType<typeof createBoardFiles>;

/**
 * The pictures on the board. One that no element names any more is kept all the same: taking a step or a clearing back may
 * bring the element back at any time.
 */
export function createBoardFiles({ db, files, now, mayUseNow }: BoardFilesParts) {
  async function upload(actor: Actor, session_id: number, name: string, bytes: Readable): Promise<BoardFile> {
    const standing = await readVisible(db.orm, actor, session_id);
    refuse(refusalToDraw(standing, await mayUseNow(db.orm, standing.session, actor.id, 'board')));
    if ((await countBoardFiles(db.orm, session_id)) >= MOST_BOARD_FILES) throw new Refusal('too_many_board_files');
    const { stored_as: id, media_type, size } = await files.keep(bytes);
    try {
      await insertBoardFile(db.orm, {
        id,
        session_id,
        account_id: actor.id,
        name,
        media_type,
        size,
        created_at: now(),
      });
      return { id, media_type, size };
    } catch (error) {
      await files.remove([id]);
      throw error;
    }
  }

  /** For who sees the room; for all others it does not exist. */
  async function read(actor: Actor, session_id: number, id: string): Promise<{ row: BoardFileRow; bytes: Readable }> {
    const standing = await readStanding(db.orm, actor, session_id);
    if (!standing?.sees_room) throw new Refusal('board_file_not_found');
    return readOf(session_id, id);
  }

  /** A picture of this session, for who has been asked about already. */
  async function readOf(session_id: number, id: string): Promise<{ row: BoardFileRow; bytes: Readable }> {
    const row = await findBoardFile(db.orm, id);
    const bytes = row?.session_id === session_id ? await files.read(row.id) : null;
    if (!row || !bytes) throw new Refusal('board_file_not_found');
    return { row, bytes };
  }

  return { upload, read, readOf };
}
