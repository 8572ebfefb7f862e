import { spawn } from 'node:child_process';
import { once } from 'node:events';
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
  // npm that was killed cannot pass a signal on. We notice that we have another parent, and stop as it would want.
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1_000).unref();
}
