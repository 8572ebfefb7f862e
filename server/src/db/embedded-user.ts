import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartRefusal } from '#start-refusal.ts';

const run = promisify(execFile);

/** The OS user PostgreSQL runs as; null when it is simply the user we are. */
export type DatabaseUser = { uid: number; gid: number; name: string } | null;

const CREATED_USER = 'lectern';

/**
 * PostgreSQL refuses to run as root. Started as root, Lectern gives it the user the database already belongs to,
 * else the system's `postgres`, else a system user `lectern` that it creates.
 */
export async function chooseDatabaseUser(clusterDir: string, say: (line: string) => void): Promise<DatabaseUser> {
  const owner = await stat(clusterDir).catch(() => null);
  if (process.getuid?.() !== 0) {
    if (owner && process.getuid && owner.uid !== process.getuid()) {
      throw new StartRefusal(
        `The database in ${clusterDir} belongs to ${await nameOf(owner.uid)}, so only that user or root can run it. ` +
          'Start Lectern as that user, or choose another folder with LECTERN_DATA.',
      );
    }
    return null;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: await nameOf(owner.uid) };
  const known = (await lookUp('postgres')) ?? (await lookUp(CREATED_USER));
  if (known) return known;
  say(`PostgreSQL does not run as root: creating the system user "${CREATED_USER}" for it.`);
  await createUser();
  const created = await lookUp(CREATED_USER);
  if (!created) throw new StartRefusal(`The system user "${CREATED_USER}" was created but cannot be found.`);
  return created;
}

/** The first of these folders (each with its parents) or files that the user may not pass through or read. */
export async function firstClosedPath(user: DatabaseUser, folders: string[], files: string[] = []) {
  const parents = [...new Set([...folders, ...files.map((file) => path.dirname(file))].flatMap(withParents))];
  return (await firstFailing(user, '-x', parents)) ?? (await firstFailing(user, '-r', files));
}

async function firstFailing(user: DatabaseUser, test: '-x' | '-r', paths: string[]): Promise<string | null> {
  // Asked of the system as that user, rather than computed: modes, groups and access lists all count.
  const script = `for p do [ ${test} "$p" ] || { printf %s "$p"; exit 0; }; done`;
  const { stdout } = await run('/bin/sh', ['-c', script, 'sh', ...paths], { cwd: '/', ...asUser(user) });
  return stdout === '' ? null : stdout;
}

/** Options for child_process that make the child this user. */
export function asUser(user: DatabaseUser): { uid: number; gid: number } | Record<string, never> {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

function withParents(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [...withParents(parent), folder];
}

async function lookUp(name: string): Promise<NonNullable<DatabaseUser> | null> {
  try {
    const uid = Number((await run('id', ['-u', name])).stdout);
    const gid = Number((await run('id', ['-g', name])).stdout);
    return { uid, gid, name };
  } catch {
    return null;
  }
}

async function nameOf(uid: number): Promise<string> {
  const answer = await run('id', ['-un', String(uid)]).catch(() => null);
  return answer?.stdout.trim() || `uid ${uid}`;
}

async function createUser(): Promise<void> {
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  try {
    await run('useradd', [...options, '--shell', '/usr/sbin/nologin', CREATED_USER]);
  } catch (error) {
    // Two sites may start for the first time at the same moment: the other one's user serves as well.
    if (await lookUp(CREATED_USER)) return;
    throw new StartRefusal(
      `PostgreSQL does not run as root, and a user for it could not be created (${String(error)}). ` +
        `Start Lectern as an ordinary user, or create a system user "${CREATED_USER}" first.`,
    );
  }
}
