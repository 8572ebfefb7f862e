import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Names one process for good. A pid alone does not: the kernel gives it to another process later. With the time
 * the process started (and the boot it belongs to) it does.
 */
export interface ProcessIdentity {
  pid: number;
  startedAt: string;
}

/** True while the process runs. One that has ended but was not yet collected by its parent counts as ended. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const stat = await readStat(pid);
  return stat === null || stat.state !== 'Z';
}

export async function identify(pid: number): Promise<ProcessIdentity | null> {
  if (!(await isRunning(pid))) return null;
  const stat = await readStat(pid);
  if (stat) {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
    return { pid, startedAt: `${boot.trim()}/${stat.startTicks}` };
  }
  const startedAt = await askPs(pid, 'lstart');
  return startedAt ? { pid, startedAt } : null;
}

export async function isStillRunning(identity: ProcessIdentity): Promise<boolean> {
  const now = await identify(identity.pid);
  return now !== null && now.startedAt === identity.startedAt;
}

/** The words of its command line, null where it has ended or cannot be read. */
export async function commandLineOf(pid: number): Promise<string[] | null> {
  const raw = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  if (raw !== null) return raw.split('\0').filter((word) => word !== '');
  const line = await askPs(pid, 'command');
  return line ? line.split(/\s+/) : null;
}

/** The folder it works in, null where the system does not tell (no /proc, or not our process). */
export async function workingFolderOf(pid: number): Promise<string | null> {
  return readlink(`/proc/${pid}/cwd`).catch(() => null);
}

/**
 * Asks a process to end, signal by signal, each with its patience; false when it outlived them all. The process
 * may be no child of ours, so its end is seen by looking.
 */
export async function endProcess(
  identity: ProcessIdentity,
  steps: { signal: NodeJS.Signals; patienceMs: number }[],
): Promise<boolean> {
  for (const { signal, patienceMs } of steps) {
    if (!(await isStillRunning(identity))) return true;
    try {
      process.kill(identity.pid, signal);
    } catch {
      // It ended in between, or is not ours to signal; the look below tells which.
    }
    const giveUpAt = Date.now() + patienceMs;
    while (Date.now() < giveUpAt) {
      if (!(await isStillRunning(identity))) return true;
      await delay(20);
    }
  }
  return !(await isStillRunning(identity));
}

async function readStat(pid: number): Promise<{ state: string; startTicks: string } | null> {
  const raw = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (raw === null) return null;
  // The second field is the program's name in brackets and may hold spaces and brackets itself.
  const fields = raw.slice(raw.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  const startTicks = fields[19];
  return state && startTicks ? { state, startTicks } : null;
}

async function askPs(pid: number, column: string): Promise<string | null> {
  const answer = await run('ps', ['-o', `${column}=`, '-p', String(pid)]).catch(() => null);
  return answer?.stdout.trim() || null;
}
