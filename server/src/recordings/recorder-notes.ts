import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { endProcess, identify, isStillRunning, type ProcessIdentity } from '#processes/running-process.ts';
import { replaceFile } from '#replace-file.ts';
import { tryJson } from '#try-json.ts';

const Identity = z.object({ pid: z.int().positive(), startedAt: z.string() });
const Note = z.object({ recorder: Identity, worker: Identity });

/** How long a recorder that closes its files may take. */
const CLOSING = [
  { signal: 'SIGTERM', patienceMs: 10_000 },
  { signal: 'SIGKILL', patienceMs: 2_000 },
] satisfies { signal: NodeJS.Signals; patienceMs: number }[];

export type RecorderNotes = ReturnType<typeof createRecorderNotes>;

/**
 * Which recorders run on this machine, and which worker started them. Recorders outlive a killed worker: the next one finds
 * them here, so that a site which is stopped leaves none behind.
 */
export function createRecorderNotes(recordingsFolder: string) {
  const dir = path.join(recordingsFolder, 'running', hostname());
  const fileOf = (recording_id: number, take: number) => path.join(dir, `${recording_id}-${take}.json`);

  async function add(recording_id: number, take: number, pid: number): Promise<ProcessIdentity | null> {
    const [recorder, worker] = await Promise.all([identify(pid), identify(process.pid)]);
    if (!recorder || !worker) return null;
    await mkdir(dir, { recursive: true });
    await replaceFile(fileOf(recording_id, take), `${JSON.stringify({ recorder, worker })}\n`);
    return recorder;
  }

  async function remove(recording_id: number, take: number): Promise<void> {
    await rm(fileOf(recording_id, take), { force: true });
  }

  /** Recorders that run, and whose worker does not. Notes of those that have ended go. */
  async function orphans(): Promise<ProcessIdentity[]> {
    const found: ProcessIdentity[] = [];
    for (const name of await readdir(dir).catch(() => [])) {
      const file = path.join(dir, name);
      const note = Note.safeParse(tryJson(await readFile(file, 'utf8').catch(() => '')));
      if (!note.success || !(await isStillRunning(note.data.recorder))) await rm(file, { force: true });
      else if (!(await isStillRunning(note.data.worker))) found.push(note.data.recorder);
    }
    return found;
  }

  return { add, remove, orphans };
}

/** Has those recorders close that a killed worker left behind on this machine. */
export async function endOrphans(recordingsFolder: string): Promise<void> {
  const orphans = await createRecorderNotes(recordingsFolder).orphans();
  await Promise.all(orphans.map((one) => endProcess(one, CLOSING)));
}
