import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { nextRestartDelay } from '#processes/restart-delay.ts';
import { endOrphans } from '#recordings/recorder-notes.ts';
import type { WorkerSettings } from '#worker-settings.ts';

const WORKER_MAIN = path.resolve(import.meta.dirname, '../worker-main.ts');
/** How long recorders get to close their files, and jobs under way to end, in milliseconds. */
const STOP_PATIENCE = 20_000;

export interface WorkerProcess {
  stop(): Promise<void>;
}

/** Runs a worker beside this server, and another one where it ends by itself. It ends with this process, however that ends. */
export function startWorkerProcess(settings: WorkerSettings, onError: (error: unknown) => void): WorkerProcess {
  const stopping = new AbortController();
  let child: ChildProcess | null = null;
  const running = run();

  async function run(): Promise<void> {
    let pause: number | null = null;
    while (!stopping.signal.aborted) {
      const began = performance.now();
      // In a group of its own: a Ctrl-C in the terminal reaches the server, which stops it in its turn.
      child = spawn(process.execPath, [WORKER_MAIN, '--child'], {
        detached: true,
        stdio: ['pipe', 'inherit', 'inherit'],
      });
      child.on('error', onError);
      child.stdin?.on('error', () => undefined);
      child.stdin?.write(`${JSON.stringify(settings)}\n`);
      const ended = once(child, 'exit').catch(() => undefined);
      if (stopping.signal.aborted) child.kill('SIGTERM');
      await ended;
      if (stopping.signal.aborted) return;
      onError(new Error('The worker of recordings has ended; another one is started.'));
      pause = nextRestartDelay(pause, performance.now() - began);
      await delay(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    async stop() {
      stopping.abort();
      child?.kill('SIGTERM');
      const ended = running.then(() => true);
      if (!(await Promise.race([ended, delay(STOP_PATIENCE, false, { ref: false })]))) child?.kill('SIGKILL');
      await ended;
      // A worker that was only just starting has not looked for those of the one before.
      await endOrphans(settings.recordings.folder);
    },
  };
}
