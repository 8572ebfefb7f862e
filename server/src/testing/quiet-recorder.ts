import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from '#db/connect.ts';
import { createJobs } from '#jobs/store.ts';
import { openManifest } from '#recorder/manifest.ts';
import { RecorderSettings } from '#recorder/recorder-settings.ts';
import { LOST_AFTER } from '#recordings/lifecycle.ts';
import { createCapturesOutside, createRecorderLife } from '#recordings/recorder-life.ts';

/**
 * In the place of the recorder in tests of what is around it: it needs no LiveKit, says that it lives, and writes one file of
 * the account that agreed. The log level says how it goes wrong: fatal, it never begins; error, it takes long to come up.
 */
const [line] = await once(createInterface({ input: process.stdin }), 'line');
const settings = RecorderSettings.parse(JSON.parse(String(line)));
const { recording_id, take, folder } = settings;
const stopping = new AbortController();
process.on('SIGTERM', () => stopping.abort());

const db = connect(settings.databaseUrl, () => undefined, 2);
const now = () => new Date();
const jobs = createJobs(db, () => undefined);
const life = createRecorderLife(createCapturesOutside({ db, jobs, now }), recording_id, take);
if (settings.logLevel === 'fatal') process.exit(1);
// As on a machine that is busy: longer than a recorder may be silent once it is at work.
if (settings.logLevel === 'error') await delay(LOST_AFTER + 2_000);

const { rows } = await db.orm.execute<{ account_id: number }>(
  `select account_id from recording_consent where session_id = ${settings.session_id} order by account_id limit 1`,
);
const manifest = openManifest(folder, take);
const file = `take-${take}/1.webm`;
manifest.write({ kind: 'take', take, opened_at: Date.now() });
await life.started();
const started_at = Date.now();
const account_id = rows[0]?.account_id ?? 1;
mkdirSync(path.join(folder, `take-${take}`), { recursive: true });
writeFileSync(path.join(folder, file), 'sound');
const clip = { file, account_id, source: 'microphone', codec: 'opus', media_type: 'audio/webm; codecs=opus' } as const;
manifest.write({ kind: 'clip', clip: 1, started_at, breakout_id: null, ...clip });
for (;;) {
  const state = stopping.signal.aborted ? 'signal' : await life.seen().catch(() => 'mine' as const);
  if (state !== 'mine') {
    manifest.write({ kind: 'clip_ended', clip: 1, ended_at: Date.now(), width: null, height: null, size: 5 });
    manifest.write({ kind: 'closed', at: Date.now(), reason: state });
    await life.closed(state);
    process.exit(0);
  }
  await delay(100, undefined, { signal: stopping.signal }).catch(() => undefined);
}
