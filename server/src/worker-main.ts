import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { loadConfig } from '#config.ts';
import { StartRefusal } from '#start-refusal.ts';
import { startWorker } from './worker.ts';
import { WorkerSettings } from './worker-settings.ts';

/** As the server's child: settings come by the standard input, whose end is the end of the server. */
const isChild = process.argv.includes('--child');

/** SIGTERM and SIGINT: recorders close their files, then it ends. */
const stopped = new Promise<'stopped'>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve('stopped'));
});

async function run(): Promise<void> {
  const { settings, parentGone } = isChild ? await settingsOfParent() : ownSettings();
  const log = pino({ level: settings.logLevel });
  const worker = await startWorker({
    settings,
    onError: (error) => log.error({ err: error }, 'a job of recordings failed'),
  });
  if (!isChild) console.log('The worker takes jobs.');
  // Where the server was killed its recorders go on; the next worker finds them.
  if ((await Promise.race([stopped, parentGone])) === 'stopped') await worker.stop();
}

function ownSettings() {
  const { database, livekit, recordings, logLevel } = loadConfig(process.env);
  if (database.kind !== 'external' || livekit.kind !== 'external') {
    throw new StartRefusal(
      'A worker of its own needs DATABASE_URL, LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET, as its servers have them.',
    );
  }
  const { url, apiKey, apiSecret } = livekit;
  const settings = { databaseUrl: database.url, livekit: { url, apiKey, apiSecret }, recordings, logLevel };
  return { settings, parentGone: new Promise<never>(() => {}) };
}

async function settingsOfParent() {
  const lines = createInterface({ input: process.stdin });
  const parentGone = new Promise<'gone'>((resolve) => lines.once('close', () => resolve('gone')));
  const first = await new Promise<string>((resolve) => lines.once('line', resolve));
  return { settings: WorkerSettings.parse(JSON.parse(first)), parentGone };
}

try {
  await run();
  process.exit(0);
} catch (error) {
  console.error(error instanceof StartRefusal ? `\n${error.message}\n` : error);
  process.exit(1);
}
