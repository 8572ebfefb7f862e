import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { begin, type Member, planClass, signUpMany } from '../lectern/class.ts';
import { openPublishers } from '../lectern/publishers.ts';
import { startSite } from '../lectern/site.ts';
import { bareSubject } from './bare.ts';
import { lecternSubject } from './lectern.ts';
import { type Cost, measure } from './measure.ts';
import { report } from './report.ts';
import type { Place } from './subject.ts';

const { values: options } = parseArgs({
  options: {
    publishers: { type: 'string', default: '4,9,25' },
    rounds: { type: 'string', default: '3' },
    settle: { type: 'string', default: '15' },
    seconds: { type: 'string', default: '20' },
    livekit: { type: 'string', default: process.env.LIVEKIT_BINARY ?? 'livekit-server' },
    chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
    profile: { type: 'string' },
  },
});

/** How long each speaks before the next one does, in milliseconds. */
const SPEECH = 3_000;
const sizes = options.publishers.split(',').map(Number);

await using cleanUp = new AsyncDisposableStack();
const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'));
cleanUp.defer(() => rm(folder, { recursive: true }));
const site = await startSite({ livekit: options.livekit, data: join(folder, 'lectern') });
cleanUp.defer(() => site.stop());
const others = await chromium.launch({
  executablePath: options.chromium,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--autoplay-policy=no-user-gesture-required',
    '--disable-background-timer-throttling',
    '--disable-renderer-backgrounding',
  ],
});
cleanUp.defer(() => others.close());

const [host, watching, bare, ...learners] = await signUpMany(site.origin, 'person', Math.max(...sizes) + 2);
if (!host || !watching || !bare) throw new Error('Nobody to begin with');

for (const size of sizes) {
  const senders = learners.slice(0, size - 1);
  console.log(report(size, await measureRoom(host, senders, watching, bare)));
}

async function measureRoom(teacher: Member, senders: Member[], ours: Member, other: Member) {
  const session = await planClass(teacher, [...senders, ours, other]);
  const accesses = await begin(session, teacher, senders);
  const publishers = await openPublishers(others, site.origin, accesses);
  let speaker = 0;
  const turns = setInterval(() => {
    speaker = (speaker + 1) % accesses.length;
    void publishers.speak(speaker);
  }, SPEECH);
  const lectern = lecternSubject(site.origin, session, ours);
  const subjects = [lectern, bareSubject(site.origin, session, other)];
  const [settle, seconds] = [Number(options.settle), Number(options.seconds)];
  const common = { chromium: options.chromium, publishers: accesses.length, livekitPid: await site.livekitPid() };
  let places: Place[] = [];
  try {
    // The first does not count: the media engine has not yet taken what it needs. It tells where the pictures are.
    ({ places } = await measure(lectern, { ...common, settle: 2, seconds: 1, places, profile: null }));
    const costs: Record<string, Cost[]> = {};
    for (let round = 0; round < Number(options.rounds); round++) {
      for (const subject of round % 2 === 0 ? subjects : subjects.toReversed()) {
        const { name } = subject;
        const profile = options.profile ? `${options.profile}-${accesses.length}-${name}-${round}.cpuprofile` : null;
        costs[name] ??= [];
        costs[name].push(await measure(subject, { ...common, settle, seconds, places, profile }));
        process.stderr.write(`\r${accesses.length} publishers, round ${round + 1} of ${options.rounds}: ${name}   `);
      }
    }
    process.stderr.write('\n');
    return costs;
  } finally {
    clearInterval(turns);
    await publishers.stop();
    await teacher.api.post(`/api/sessions/${session}/end/`);
  }
}
