import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { say } from './command.mjs';

/** How long what is just ending may take to be gone. */
const PATIENCE_MS = 5_000;

/**
 * Looks for processes of this test run that are still there, known by the run's temporary folder in their command
 * line or environment; ends them by pid, and counts each as a failure.
 */
export async function endLeftovers(scratch) {
  const giveUpAt = Date.now() + PATIENCE_MS;
  let left = find(scratch);
  while (left.length > 0 && Date.now() < giveUpAt) {
    await delay(100);
    left = find(scratch);
  }
  for (const { pid, command } of left) {
    say(`FAIL  The tests left a process running: ${pid} ${command}`);
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended just now.
    }
  }
  const failures = left.map(({ command }) => `  A process that was left running: ${command}`);
  return { passed: left.length === 0 ? 1 : 0, failed: left.length, failures };
}

function find(scratch) {
  const found = [];
  for (const name of readFolder('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const pid = Number(name);
    const command = readText(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
    if (pid === process.pid || command === '') continue;
    if (command.includes(scratch) || readText(`/proc/${pid}/environ`).includes(scratch)) found.push({ pid, command });
  }
  return found;
}

function readFolder(folder) {
  try {
    return readdirSync(folder);
  } catch {
    // A system without /proc: what was left behind is not seen there.
    return [];
  }
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
