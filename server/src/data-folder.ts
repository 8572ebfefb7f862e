import { chmod, mkdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { identify, isStillRunning } from '#processes/running-process.ts';
import { replaceFile } from './replace-file.ts';
import { loadSecrets, type Secrets } from './secrets.ts';
import { StartRefusal } from './start-refusal.ts';

export interface DataFolder {
  path: string;
  secrets: Secrets;
  /** The folder can be opened by the next server. */
  release(): Promise<void>;
}

const holder = z.object({ pid: z.int(), startedAt: z.string(), address: z.string(), since: z.iso.datetime() });
type Holder = z.infer<typeof holder>;

/**
 * Opens the folder in which everything lasts, creating what is missing, and keeps other servers out of it until
 * release().
 */
export async function openDataFolder(folder: string, address: string): Promise<DataFolder> {
  await makePrivate(folder);
  const lock = await takeLock(folder, address);
  const release = async () => {
    await rm(holderFile(folder), { force: true });
    lock.close();
  };
  try {
    return { path: folder, secrets: await loadSecrets(path.join(folder, 'secrets.json')), release };
  } catch (error) {
    await release();
    throw error;
  }
}

/**
 * Node has no file locks, SQLite has: an exclusive transaction on an otherwise empty file. The system takes the lock
 * back when its holder ends in whatever way, so none is ever stale, and of two that start at once one gets it.
 */
async function takeLock(folder: string, address: string): Promise<DatabaseSync> {
  const file = path.join(folder, 'lock');
  let lock: DatabaseSync;
  try {
    lock = new DatabaseSync(file);
    await chmod(file, 0o600);
  } catch (error) {
    throw new StartRefusal(`The data folder ${folder} cannot be written to (${reasonOf(error)}). See LECTERN_DATA.`);
  }
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (isBusy(error)) throw new StartRefusal(await nameHolder(folder));
    throw new StartRefusal(`The data folder ${folder} cannot be locked (${reasonOf(error)}). See LECTERN_DATA.`);
  }
  const identity = await identify(process.pid);
  const me: Holder = {
    pid: process.pid,
    startedAt: identity?.startedAt ?? '',
    address,
    since: new Date().toISOString(),
  };
  await replaceFile(holderFile(folder), `${JSON.stringify(me)}\n`);
  return lock;
}

async function nameHolder(folder: string): Promise<string> {
  const found = await findHolder(folder);
  const who = found
    ? `process ${found.pid}, at ${found.address}, since ${found.since}`
    : 'one that is just starting, or one on another machine or in another container';
  return `Another Lectern already uses the data folder ${folder}: ${who}. Stop it, or give this one a folder of its own with LECTERN_DATA.`;
}

async function findHolder(folder: string): Promise<Holder | null> {
  // The holder writes who it is just after it took the lock; until then the note may be its predecessor's.
  for (let attempt = 0; attempt < 20; attempt++) {
    const text = await readFile(holderFile(folder), 'utf8').catch(() => '');
    const note = holder.safeParse(parseJson(text));
    if (note.success && (await isStillRunning(note.data))) return note.data;
    await delay(50);
  }
  return null;
}

function holderFile(folder: string): string {
  return path.join(folder, 'holder.json');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
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
