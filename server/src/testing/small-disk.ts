import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * A disk of 24 MiB lies at `dir` while `use` runs. It is gone as soon as that has ended, even where programs still
 * have files open on it: no test that failed may leave a folder that cannot be removed.
 */
export async function withSmallDisk(dir: string, use: () => Promise<void>): Promise<void> {
  await mkdir(dir, { recursive: true });
  await mount(dir, '24m');
  try {
    await use();
  } finally {
    await unmount(dir);
  }
}

/** Whether this user may have one; most may not. */
export async function mayHaveSmallDisk(): Promise<boolean> {
  const dir = await mkdtemp(path.join(tmpdir(), 'lectern-mount-'));
  try {
    await mount(dir, '1m');
    await unmount(dir);
    return true;
  } catch {
    return false;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

const mount = (dir: string, size: string) => run('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', dir]);
const unmount = (dir: string) => run('umount', ['-l', dir]);
