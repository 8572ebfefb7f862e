import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { root } from './command.mjs';

/** Runs a long-lived program in our place: our terminal is its terminal, our signals are its signals. */
export async function runServer(command, args, extraEnv) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...extraEnv },
    // The channel carries no messages. Its closing tells the server that we were killed.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  passSignalsTo(child);
  const [code, signal] = await once(child, 'exit');
  return signal ? 128 + os.constants.signals[signal] : code;
}

export function passSignalsTo(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm that was killed cannot pass a signal on. We notice by having another parent, and stop as it would want.
  if (!process.env.npm_lifecycle_event) return;
  const before = lineToNpm();
  setInterval(() => lineToNpm() !== before && child.kill('SIGTERM'), 1_000).unref();
}

/** Our parent, and where that is only the shell in which npm runs scripts, the shell's parent too. */
function lineToNpm() {
  const parent = process.ppid;
  try {
    if (readFileSync(`/proc/${parent}/cmdline`, 'utf8').startsWith('npm')) return String(parent);
    const grandparent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${parent}/status`, 'utf8'))?.[1];
    return `${parent} of ${grandparent}`;
  } catch {
    // A system without /proc, or the parent ended just now.
    return String(process.ppid);
  }
}
