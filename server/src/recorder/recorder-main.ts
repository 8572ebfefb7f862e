import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { connect } from '#db/connect.ts';
import { createJobs } from '#jobs/store.ts';
import { recorderToken } from '#media/recorder-token.ts';
import { createCapturesOutside, createRecorderLife } from '#recordings/recorder-life.ts';
import { createLiveKitLink } from './livekit-link.ts';
import { runRecorder } from './recorder-run.ts';
import { RecorderSettings } from './recorder-settings.ts';

/** A process of its own for each take of a recording: it can be killed, and takes nothing else with it. */
const [line] = await once(createInterface(process.stdin), 'line');
const settings = RecorderSettings.parse(JSON.parse(String(line)));
const { livekit, session_id, recording_id, take } = settings;
const log = pino({ level: settings.logLevel, base: { recording_id, take } });
const onError = (error: unknown) => log.warn({ err: error }, 'The recorder goes on without it.');

const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopping.abort());

const db = connect(settings.databaseUrl, onError, 3);
const jobs = createJobs(db, onError);
const captures = createCapturesOutside({ db, jobs, now: () => new Date() });

const reason = await runRecorder({
  ...{ db, session_id, recording_id, take, onError },
  folder: settings.folder,
  signal: stopping.signal,
  life: createRecorderLife(captures, recording_id, take),
  link: (events, breakout_id) =>
    createLiveKitLink({
      url: livekit.url,
      token: () => recorderToken({ ...livekit, room: { session_id, breakout_id }, recording_id, take }),
      events,
    }),
});
log.info(`Closed: ${reason}.`);
await jobs.close();
await db.close();
process.exit(0);
