import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { buildApp } from '#app.ts';
import { type Config, loadConfig, originOf } from '#config.ts';
import { type DataFolder, openDataFolder } from '#data-folder.ts';
import { startEmbeddedPostgres } from '#db/embedded.ts';
import { fillDemo } from '#demo/fill.ts';
import { startWorkerProcess } from '#jobs/worker-process.ts';
import { findRunning } from '#media/livekit-process.ts';
import { startLocalLiveKit } from '#media/local-livekit.ts';
import { WEBHOOK_PATH } from '#media/webhook.ts';
import { explain, portsOf, refuseTakenPorts } from '#ports.ts';
import { StartRefusal } from '#start-refusal.ts';
import { listenForStopRequests, StopRequested, type StopRequests } from '#stop-requests.ts';

/** How long requests under way get to finish. */
const DRAIN_MS = 10_000;
const WEB_DIR = path.resolve(import.meta.dirname, '../../web/dist');

const wantsDemo = process.argv.includes('--demo');
/** Vite serves the pages then. */
const developing = process.argv.includes('--dev');

type Log = ReturnType<typeof makeLog>;

async function run(config: Config, stop: StopRequests): Promise<void> {
  const log = makeLog(config);
  await using cleanUp = new AsyncDisposableStack();
  const data = await openDataFolder(config.dataFolder, originOf(config.host, config.port), log.info);
  cleanUp.defer(() => data.release());
  await checkPorts(config);

  // Each part is stopped even when the other one fails to start.
  const [database, livekit] = await Promise.allSettled([
    startDatabase(config, data, log, stop.gently, cleanUp),
    startLiveKit(config, data, log, cleanUp),
  ]);
  if (database.status === 'rejected') throw database.reason;
  if (livekit.status === 'rejected') throw livekit.reason;
  stop.gently.throwIfAborted();

  const app = await buildApp({
    config,
    databaseUrl: database.value,
    authSecret: data.secrets.authSecret,
    redisUrl: config.redisUrl,
    filesDir: config.filesFolder,
    recordings: config.recordings,
    livekit: livekit.value,
    webDir: !developing && existsSync(WEB_DIR) ? WEB_DIR : null,
    logger: log.pino,
  });
  cleanUp.defer(() => Promise.race([app.close(), delay(DRAIN_MS, undefined, { ref: false }), aborted(stop.atOnce)]));
  if (config.worker === 'child') {
    const { url, apiKey, apiSecret } = livekit.value;
    const { recordings, logLevel } = config;
    const settings = { databaseUrl: database.value, livekit: { url, apiKey, apiSecret }, recordings, logLevel };
    const worker = startWorkerProcess(settings, (error) => log.error({ err: error }));
    // Before the parts that it needs: its recorders close their files first.
    cleanUp.defer(() => worker.stop());
  }
  if (wantsDemo) await addDemo(app);
  stop.gently.throwIfAborted();
  const [http] = portsOf(config, []);
  await app.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
    throw http ? explain(http, error) : error;
  });
  if (!developing) log.info(`Lectern is ready at ${config.publicUrl}`);
  await aborted(stop.gently);
  await data.announceStopping();
  log.info('Stopping. (Ctrl-C again to stop at once.)');
}

async function checkPorts(config: Config): Promise<void> {
  const earlier = await findRunning(liveKitDir(config));
  await refuseTakenPorts(portsOf(config, Object.values(earlier?.ports ?? {})));
}

async function startDatabase(
  config: Config,
  data: DataFolder,
  log: Log,
  signal: AbortSignal,
  cleanUp: AsyncDisposableStack,
): Promise<string> {
  if (config.database.kind === 'external') return config.database.url;
  const dir = path.join(config.dataFolder, 'postgres');
  const postgres = await startEmbeddedPostgres({ dir, password: data.secrets.databasePassword, log, signal });
  cleanUp.defer(() => postgres.stop());
  return postgres.url;
}

async function startLiveKit(config: Config, data: DataFolder, log: Log, cleanUp: AsyncDisposableStack) {
  if (config.livekit.kind === 'external') {
    const { url, apiKey, apiSecret } = config.livekit;
    return { url, apiKey, apiSecret, browserUrl: url.replace(/^http/, 'ws') };
  }
  const { binary, ports, nodeIp } = config.livekit;
  const keys = { apiKey: data.secrets.livekitApiKey, apiSecret: data.secrets.livekitApiSecret };
  const webhookUrl = `${originOf(config.host, config.port)}${WEBHOOK_PATH}`;
  const livekit = await startLocalLiveKit({ ...keys, binary, ports, nodeIp, webhookUrl, dir: liveKitDir(config), log });
  cleanUp.defer(() => livekit.stop());
  return { ...keys, url: livekit.url, browserUrl: null };
}

function liveKitDir(config: Config): string {
  return path.join(config.dataFolder, 'livekit');
}

async function addDemo(app: Parameters<typeof fillDemo>[0]): Promise<void> {
  const filled = await fillDemo(app);
  if (filled === 'not_empty') {
    throw new StartRefusal(
      'This site already has data, so no demo was added to it. Use an empty one, ' +
        'for example: LECTERN_DATA=./data/demo npm run demo',
    );
  }
  console.log('The demo site is filled. Sign in with one of these accounts:');
  console.table(filled.accounts);
}

/** What people follow in the terminal as plain lines; what is for machines and later reading as JSON. */
function makeLog(config: Config) {
  const json = pino({ level: config.logLevel });
  return {
    pino: json,
    info: (line: unknown) => console.log(String(line)),
    warn: json.warn.bind(json),
    error: json.error.bind(json),
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

const stop = listenForStopRequests();
try {
  await run(loadConfig(process.env), stop);
  process.exit(0);
} catch (error) {
  if (error instanceof StopRequested) process.exit(0);
  console.error(error instanceof StartRefusal ? `\n${error.message}\n` : error);
  process.exit(1);
}
