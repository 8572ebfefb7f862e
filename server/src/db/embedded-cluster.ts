import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  type FileHandle,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { commandLineOf, endProcess, identify, workingFolderOf } from '#processes/running-process.ts';
import { StartRefusal } from '#start-refusal.ts';
import type { Binaries } from './embedded-binaries.ts';
import { asUser, type DatabaseUser, firstClosedPath } from './embedded-user.ts';

export const PORT_NAME = '5432';
/** The kernel allows about 107 bytes for a socket's path, of which PostgreSQL's own file name takes some. */
const LONGEST_SOCKET_FOLDER = 85;

/** Makes the folder, and the user its owner. */
export async function makeFolder(folder: string, user: DatabaseUser, mode = 0o700): Promise<void> {
  await mkdir(folder, { recursive: true, mode });
  await chmod(folder, mode);
  if (user) await chown(folder, user.uid, user.gid);
}

/**
 * How PostgreSQL is told where its files are: by path, or, where its user may not pass through a parent folder
 * (a data folder under /root), as the folder it was started in, which needs no path. Linux only; else a clear refusal.
 */
export async function dataFolderArgument(dir: string, clusterDir: string, user: DatabaseUser): Promise<string> {
  const closed = await firstClosedPath(user, [dir]);
  if (!closed) return clusterDir;
  const asStartedIn = '/proc/self/cwd';
  if (existsSync(asStartedIn)) return asStartedIn;
  throw new StartRefusal(
    `PostgreSQL runs as the user "${user?.name ?? 'you'}", who may not enter ${closed}, so the database cannot lie in ${dir}. ` +
      'Choose a data folder elsewhere with LECTERN_DATA, ' +
      `or let others pass through (chmod o+x ${closed}), or start Lectern as an ordinary user.`,
  );
}

/** Creates the database's files once. A run that was cut short leaves nothing that looks finished. */
export async function createCluster(options: {
  binaries: Binaries;
  user: DatabaseUser;
  clusterDir: string;
  password: string;
  durable: boolean;
}): Promise<void> {
  const { binaries, user, clusterDir, durable } = options;
  const parent = path.dirname(clusterDir);
  for (const name of await readdir(parent)) {
    if (name.startsWith('unfinished')) await rm(path.join(parent, name), { recursive: true, force: true });
  }
  const unfinished = path.join(parent, 'unfinished');
  await makeFolder(unfinished, user);
  const password = await openSecret(path.join(parent, 'unfinished-password'), options.password, user);
  try {
    const initdb = spawn(
      binaries.initdb,
      [
        `--pgdata=${await dataFolderArgument(parent, unfinished, user)}`,
        '--username=lectern',
        '--pwfile=/dev/fd/3',
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // PostgreSQL's own C.UTF-8: the same order of words on every machine, whatever locales it has.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
        ...(durable ? [] : ['--no-sync']),
      ],
      // Detached for the same reason as the database itself: a Ctrl-C must not leave it half done.
      {
        detached: true,
        cwd: unfinished,
        env: environment(),
        stdio: ['ignore', 'ignore', 'pipe', password.fd],
        ...asUser(user),
      },
    );
    const [said, [code]] = await Promise.all([initdb.stderr ? text(initdb.stderr) : '', once(initdb, 'exit')]);
    if (code !== 0) throw new StartRefusal(`PostgreSQL could not create its files in ${parent}: ${said.trim()}`);
    await rename(unfinished, clusterDir);
  } finally {
    await password.close();
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** The secret as an open file without a name: only a process that is handed it can read it. */
async function openSecret(file: string, secret: string, user: DatabaseUser): Promise<FileHandle> {
  await writeFile(file, secret, { mode: 0o600 });
  if (user) await chown(file, user.uid, user.gid);
  const handle = await open(file);
  await rm(file);
  return handle;
}

/** What the child sees of our environment: nothing that PostgreSQL would take for a setting (PGPORT, PGDATA…). */
export function environment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * The folder for the database's socket: beside the cluster, or under the system's temporary folder where that path
 * is closed to PostgreSQL's user, is too long, or holds characters that a list of folders cannot.
 */
export async function socketFolder(dir: string, user: DatabaseUser): Promise<string> {
  const beside = path.join(dir, 'socket');
  const nameable = Buffer.byteLength(beside) <= LONGEST_SOCKET_FOLDER && /^[\w/.-]+$/.test(beside);
  if (nameable && !(await firstClosedPath(user, [dir]))) {
    await makeFolder(beside, user);
    return beside;
  }
  const name = createHash('sha256').update(dir).digest('hex').slice(0, 16);
  const folder = path.join(os.tmpdir(), `lectern-${name}`);
  await mkdir(folder, { mode: 0o700 }).then(
    () => user && chown(folder, user.uid, user.gid),
    () => undefined,
  );
  // Anybody may create a folder of that name first; a socket in a stranger's folder would be the stranger's.
  const found = await lstat(folder);
  const owner = user?.uid ?? process.getuid?.();
  if (!found.isDirectory() || (owner !== undefined && found.uid !== owner) || (found.mode & 0o077) !== 0) {
    throw new StartRefusal(`${folder} is needed for the database's socket but belongs to somebody else; remove it.`);
  }
  return folder;
}

/**
 * Ends a PostgreSQL that a killed server left behind on these files, and clears the marks of one that ended
 * without a goodbye. Whoever calls this holds the data folder's lock, so no other server is using the files.
 */
export async function endOrphan(clusterDir: string, socketDir: string, say: (line: string) => void): Promise<void> {
  const pidFile = path.join(clusterDir, 'postmaster.pid');
  const content = await readFile(pidFile, 'utf8').catch(() => '');
  const pid = Number.parseInt(content, 10);
  const identity = Number.isInteger(pid) && pid > 1 ? await identify(pid) : null;
  if (identity && (await isPostmasterOf(pid, clusterDir))) {
    say(`A PostgreSQL from an earlier run is still there (process ${pid}); ending it.`);
    const ended = await endProcess(identity, [
      { signal: 'SIGINT', patienceMs: 30_000 },
      { signal: 'SIGQUIT', patienceMs: 15_000 },
    ]);
    if (!ended)
      throw new StartRefusal(`PostgreSQL (process ${pid}) uses ${clusterDir} and does not end; end it yourself.`);
  }
  // PostgreSQL takes any living process with the pid in these files for itself, also one that merely got its pid.
  await rm(pidFile, { force: true });
  for (const suffix of ['', '.lock']) await rm(path.join(socketDir, `.s.PGSQL.${PORT_NAME}${suffix}`), { force: true });
}

async function isPostmasterOf(pid: number, clusterDir: string): Promise<boolean> {
  const words = await commandLineOf(pid);
  if (!words?.[0]?.includes('postgres')) return false;
  const folder = await workingFolderOf(pid);
  return folder === null ? words.includes(clusterDir) : folder === clusterDir;
}

/** What PostgreSQL last complained about, for the message when it does not start. */
export async function lastLines(logFile: string): Promise<string> {
  const file = await open(logFile).catch(() => null);
  if (!file) return '';
  try {
    const { size } = await file.stat();
    const length = Math.min(size, 2_000);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    const lines = buffer.toString().trim().split('\n');
    const complaints = lines.filter((line) => /\b(FATAL|PANIC|ERROR|DETAIL|HINT):/.test(line));
    return (complaints.length > 0 ? complaints : lines).slice(-4).join('\n');
  } finally {
    await file.close();
  }
}
