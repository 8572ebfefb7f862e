import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** The servers have one core, whoever makes the load has another: else the one's pauses would count as the other's. */
export const SERVER_CORE = 0;
export const LOAD_CORE = 1;

const canPin = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

/** The command, kept on one core where that is possible. */
export function pinned(core: number, command: string[]): [string, string[]] {
  const [first = '', ...rest] = command;
  return canPin ? ['taskset', ['-c', String(core), first, ...rest]] : [first, rest];
}

/** Seconds of processor time that a process has used, and with `whole` those that it started too. */
export function cpuSeconds(pid: number, whole = false): number {
  const children = whole ? childrenOf(pid).map((one) => ticks(one, [11, 12])) : [];
  // Of the children also those that have ended.
  return children.reduce((sum, one) => sum + one, ticks(pid, whole ? [11, 12, 13, 14] : [11, 12])) / 100;
}

/** The same, with all that it and those whom it started have started, whether they have ended or not. */
export function cpuSecondsOfAll(pid: number): number {
  return childrenOf(pid).reduce((sum, one) => sum + cpuSecondsOfAll(one), ticks(pid, [11, 12, 13, 14]) / 100);
}

function ticks(pid: number, which: number[]): number {
  const fields = statOf(pid);
  return which.reduce((sum, one) => sum + Number(fields?.[one] ?? 0), 0);
}

function childrenOf(pid: number): number[] {
  const all = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return all.filter((one) => Number(statOf(one)?.[1]) === pid);
}

/** The fields of /proc/<pid>/stat after the name, which may hold anything. */
function statOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
