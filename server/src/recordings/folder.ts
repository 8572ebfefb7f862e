import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isMissing } from '#files/trouble.ts';
import { folderOf, placeOf } from './file-name.ts';
import type { KeptFile, Place } from './place.ts';

export type Folder = ReturnType<typeof createFolder>;

/** Recordings in a folder of this machine, or of a disk that several share. Only the server's own account may look in. */
export function createFolder(folder: string) {
  const at = (recording_id: number, file: string) => path.join(folder, placeOf(recording_id, file));
  const whole = (recording_id: number) => path.join(folder, folderOf(recording_id));

  async function makeRoomFor(recording_id: number, file: string): Promise<string> {
    const target = at(recording_id, file);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    return target;
  }

  const place: Place = {
    async size(recording_id, file) {
      const found = await stat(at(recording_id, file)).catch(missing);
      return found?.isFile() ? found.size : null;
    },

    async read(recording_id, file, range) {
      const part = range ? { start: range.first, end: range.last } : {};
      return createReadStream(at(recording_id, file), part);
    },

    /** Under another name until it is whole and on the disk. */
    async write(recording_id, file, bytes) {
      const target = await makeRoomFor(recording_id, file);
      const unfinished = `${target}.unfinished`;
      try {
        await pipeline(bytes, createWriteStream(unfinished, { mode: 0o600, flush: true }));
        await rename(unfinished, target);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
    },

    async list(recording_id) {
      const top = whole(recording_id);
      const entries = (await readdir(top, { recursive: true, withFileTypes: true }).catch(missing)) ?? [];
      const files = entries.filter((entry) => entry.isFile());
      return Promise.all(
        files.map(async ({ parentPath, name }): Promise<KeptFile> => {
          const full = path.join(parentPath, name);
          return { file: path.relative(top, full).split(path.sep).join('/'), size: (await stat(full)).size };
        }),
      );
    },

    remove: (recording_id, file) => rm(at(recording_id, file), { force: true }),
    removeAll: (recording_id) => rm(whole(recording_id), { recursive: true, force: true }),
    async isGone(recording_id) {
      return (await stat(whole(recording_id)).catch(missing)) === null;
    },
  };

  return { ...place, at, whole, makeRoomFor };
}

function missing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}
