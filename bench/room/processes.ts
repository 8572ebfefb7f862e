import { readdirSync, readFileSync } from 'node:fs';

/** A process, and all that it started, as they are now. */
export function treeOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .map(Number)
    .filter(Number.isInteger)
    .map((one) => [one, Number(statOf(one)?.[1])] as const);
  const found = [pid];
  for (const known of found) found.push(...parents.filter(([, parent]) => parent === known).map(([one]) => one));
  return found;
}

/** Seconds of processor time that these have used. */
export function cpuSeconds(pids: number[]): number {
  const ticks = pids.map((pid) => {
    const fields = statOf(pid);
    return Number(fields?.[11] ?? 0) + Number(fields?.[12] ?? 0);
  });
  return sum(ticks) / 100;
}

/** Memory in MB; what several share counts for each in part (PSS). */
export function memory(pids: number[]): number {
  const kilobytes = pids.map((pid) => {
    const rollup = read(`/proc/${pid}/smaps_rollup`);
    return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
  });
  return sum(kilobytes) / 1024;
}

/** Those of a browser's processes that run pages; not those of its own windows and extensions. */
export function renderers(pids: number[]): number[] {
  return pids.filter((pid) => {
    const command = read(`/proc/${pid}/cmdline`);
    const own = ['--top-chrome-webui', '--extension-process'].some((flag) => command.includes(flag));
    return command.includes('--type=renderer') && !own;
  });
}

/** The fields of /proc/<pid>/stat after the name, which may hold anything. */
function statOf(pid: number): string[] | null {
  const text = read(`/proc/${pid}/stat`);
  return text === '' ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Nothing where the process has just ended. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
