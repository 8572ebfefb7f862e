import type { ChildProcess } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { BaseLogger } from 'pino';
import { nextRestartDelay } from '#processes/restart-delay.ts';
import { identify, isStillRunning, type ProcessIdentity } from '#processes/running-process.ts';
import { StartRefusal } from '#start-refusal.ts';
import {
  addressOf,
  answers,
  endLiveKit,
  findRunning,
  fingerprintOf,
  type LiveKitSettings,
  lastLogLines,
  spawnLiveKit,
} from './livekit-process.ts';

/** How often we look whether it lives. One taken over from an earlier server is no child, so its end is not reported. */
const LOOK_EVERY_MS = 500;

/** A new one may take its time on a slow machine; one that already ran answers at once, or hangs. */
const PATIENCE_MS = { new: 60_000, found: 5_000 };

export interface LocalLiveKit {
  /** Its HTTP and signalling address, for the server itself. */
  url: string;
  pid(): number | null;
  stop(): Promise<void>;
}

/**
 * Runs LiveKit beside the server and starts it again when it dies. One that a killed server left running with the
 * same settings is taken over, so that the media goes on; one with other settings is ended.
 */
export async function startLocalLiveKit(
  options: LiveKitSettings & { log: Pick<BaseLogger, 'info' | 'warn' | 'error'> },
): Promise<LocalLiveKit> {
  const { log, ...settings } = options;
  const { dir, ports } = settings;
  const stopped = new AbortController();
  let current: ProcessIdentity | null = null;
  let startedAt = Date.now();

  await mkdir(dir, { recursive: true, mode: 0o700 });
  await chmod(dir, 0o700);
  current = await takeOver();
  try {
    current ??= await startNew();
  } catch (error) {
    stopped.abort();
    throw error;
  }
  const supervision = supervise();

  async function takeOver(): Promise<ProcessIdentity | null> {
    const running = await findRunning(dir);
    if (!running) return null;
    if (running.fingerprint === (await fingerprintOf(settings)) && (await becomesReady(running, PATIENCE_MS.found))) {
      log.info(`LiveKit is still running from before (process ${running.pid}); going on with it.`);
      return running;
    }
    log.warn(`A LiveKit from an earlier run is still there (process ${running.pid}); ending it.`);
    await endLiveKit(running, dir);
    return null;
  }

  async function startNew(): Promise<ProcessIdentity> {
    startedAt = Date.now();
    const child = await spawnLiveKit(settings);
    const identity = child.pid === undefined ? null : await identify(child.pid);
    if (identity && (await becomesReady(identity, PATIENCE_MS.new))) return identity;
    if (identity && (await isStillRunning(identity))) await endLiveKit(identity, dir);
    throw new StartRefusal(`LiveKit does not start: ${await whyNot(child, settings)}`);
  }

  async function becomesReady(identity: ProcessIdentity, patienceMs: number): Promise<boolean> {
    const giveUpAt = Date.now() + patienceMs;
    while (!(await answers(settings))) {
      if (stopped.signal.aborted || Date.now() > giveUpAt || !(await isStillRunning(identity))) return false;
      await delay(50);
    }
    return isStillRunning(identity);
  }

  async function supervise(): Promise<void> {
    let wait: number | null = null;
    while (!stopped.signal.aborted) {
      if (current && (await isStillRunning(current))) {
        await delay(LOOK_EVERY_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
        continue;
      }
      wait = nextRestartDelay(wait, Date.now() - startedAt);
      log.error(`LiveKit ended by itself; starting it again in ${wait} ms.`);
      await delay(wait, undefined, { signal: stopped.signal }).catch(() => undefined);
      if (stopped.signal.aborted) return;
      try {
        current = await startNew();
        log.info(`LiveKit runs again (process ${current.pid}).`);
      } catch (error) {
        current = null;
        if (!stopped.signal.aborted) log.error({ err: error }, 'LiveKit could not be started again.');
      }
    }
  }

  return {
    url: addressOf(ports),
    pid: () => current?.pid ?? null,
    async stop() {
      stopped.abort();
      await supervision;
      if (current) await endLiveKit(current, dir);
    },
  };
}

async function whyNot(child: ChildProcess, settings: LiveKitSettings): Promise<string> {
  if (child.pid === undefined) {
    return (
      `the program ${settings.binary} cannot be run. Name it with LIVEKIT_BINARY, install livekit-server on PATH, ` +
      'or run your own LiveKit and name it with LIVEKIT_URL.'
    );
  }
  return `its last words:\n${await lastLogLines(settings.dir)}`;
}
