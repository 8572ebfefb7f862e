import { chmodSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { identify, isStillRunning } from '#processes/running-process.ts';
import { tryJson } from '#try-json.ts';
import { replaceFile } from './replace-file.ts';
import { loadSecrets, type Secrets } from './secrets.ts';
import { StartRefusal } from './start-refusal.ts';

export interface DataFolder {
  path: string;
  secrets: Secrets;
  /** Tells a server that starts meanwhile to wait for the folder rather than to give up. */
  announceStopping(): Promise<void>;
  /** The folder can be opened by the next server. */
  release(): Promise<void>;
}

const holder = z.object({
  pid: z.int(),
  startedAt: z.string(),
  address: z.string(),
  since: z.iso.datetime(),
  stopping: z.boolean(),
});
type Holder = z.infer<typeof holder>;

/**
 * Opens the folder in which everything lasts, creating what is missing, and keeps other servers out of it until
 * release().
 */
export async function openDataFolder(
  folder: string,
  address: string,
  say: (line: string) => void,
): Promise<DataFolder> {
  await makePrivate(folder);
  const lock = await takeLock(folder, say);
  const identity = await identify(process.pid);
  const me: Holder = {
    pid: process.pid,
    startedAt: identity?.startedAt ?? '',
    address,
    since: new Date().toISOString(),
    stopping: false,
  };
  const note = (holder: Holder) => replaceFile(holderFile(folder), `${JSON.stringify(holder)}\n`);
  await note(me);
  const release = async () => {
    await rm(holderFile(folder), { force: true });
    lock.close();
  };
  try {
    const secrets = await loadSecrets(path.join(folder, 'secrets.json'));
    return { path: folder, secrets, announceStopping: () => note({ ...me, stopping: true }), release };
  } catch (error) {
    await release();
    throw error;
  }
}

/**
 * Node has no file locks, SQLite has: an exclusive transaction on an otherwise empty file. The system takes the lock
 * back when its holder ends in whatever way, so none is ever stale, and of two that start at once one gets it.
 */
async function takeLock(folder: string, say: (line: string) => void): Promise<DatabaseSync> {
  const lock = openLock(folder);
  let told = false;
  while (!tryToHold(lock, folder)) {
    const found = await findHolder(folder);
    // It may have ended while we looked.
    if (tryToHold(lock, folder)) break;
    if (!found?.stopping) {
      lock.close();
      throw new StartRefusal(nameHolder(folder, found));
    }
    if (!told) say(`Waiting for the Lectern before (process ${found.pid}) to finish stopping.`);
    told = true;
    await delay(100);
  }
  return lock;
}

function openLock(folder: string): DatabaseSync {
  const file = path.join(folder, 'lock');
  try {
    const lock = new DatabaseSync(file);
    chmodSync(file, 0o600);
    return lock;
  } catch (error) {
    throw new StartRefusal(`The data folder ${folder} cannot be written to (${reasonOf(error)}). See LECTERN_DATA.`);
  }
}

function tryToHold(lock: DatabaseSync, folder: string): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    lock.close();
    throw new StartRefusal(`The data folder ${folder} cannot be locked (${reasonOf(error)}). See LECTERN_DATA.`);
  }
}

function nameHolder(folder: string, found: Holder | null): string {
  const who = found
    ? `process ${found.pid}, at ${found.address}, since ${found.since}`
    : 'one that is just starting, or one on another machine or in another container';
  return `Another Lectern already uses the data folder ${folder}: ${who}. Stop it, or give this one a folder of its own with LECTERN_DATA.`;
}

async function findHolder(folder: string): Promise<Holder | null> {
  // The holder writes who it is just after it took the lock; until then the note may be its predecessor's.
  for (let attempt = 0; attempt < 20; attempt++) {
    const text = await readFile(holderFile(folder), 'utf8').catch(() => '');
    const note = holder.safeParse(tryJson(text));
    if (note.success && (await isStillRunning(note.data))) return note.data;
    await delay(50);
  }
  return null;
}

function holderFile(folder: string): string {
  return path.join(folder, 'holder.json');
}

/** For us alone; as root, others may pass through, since the database's user has its folder in it. */
async function makePrivate(folder: string): Promise<void> {
  const asRoot = process.getuid?.() === 0;
  try {
    const created = await mkdir(folder, { recursive: true, mode: 0o700 });
    const { mode, uid } = await stat(folder);
    if (asRoot && uid === 0) await chmod(folder, (created ? 0o700 : mode) | 0o011);
  } catch (error) {
    throw new StartRefusal(`The data folder ${folder} cannot be created (${reasonOf(error)}). See LECTERN_DATA.`);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
