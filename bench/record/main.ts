import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SessionView } from '@lectern/contract';
import { chromium } from 'playwright-core';
import { begin, type Member, planClass, signUpMany } from '../lectern/class.ts';
import { openPublishers } from '../lectern/publishers.ts';
import { startSite } from '../lectern/site.ts';
import { table } from '../load/numbers.ts';
import { cpuSeconds, memory } from '../room/processes.ts';
import type { Cost } from './cost.ts';
import { filmPage } from './filming.ts';

const { values: options } = parseArgs({
  options: {
    publishers: { type: 'string', default: '3,9,25' },
    settle: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '20' },
    subjects: { type: 'string', default: 'recorder,filming' },
    livekit: { type: 'string', default: process.env.LIVEKIT_BINARY ?? 'livekit-server' },
    chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
  },
});

const sizes = options.publishers.split(',').map(Number);
const [settle, seconds] = [Number(options.settle), Number(options.seconds)];

await using cleanUp = new AsyncDisposableStack();
const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'));
cleanUp.defer(() => rm(folder, { recursive: true }));
const data = join(folder, 'lectern');
const site = await startSite({ livekit: options.livekit, data });
cleanUp.defer(() => site.stop());
const senders = await chromium.launch({
  executablePath: options.chromium,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--autoplay-policy=no-user-gesture-required',
    '--disable-renderer-backgrounding',
  ],
});
cleanUp.defer(() => senders.close());
const [host, camera, ...learners] = await signUpMany(site.origin, 'person', Math.max(...sizes) + 1);
if (!host || !camera) throw new Error('Nobody to begin with');

const rows: string[][] = [];
for (const size of sizes) {
  const costs = await measureRoom(host, camera, learners.slice(0, size - 1));
  for (const [name, cost] of Object.entries(costs)) {
    const whole = costs.filming ? (cost.cpu / costs.filming.cpu).toFixed(3) : '';
    rows.push([String(size), name, cost.cpu.toFixed(1), whole, cost.memory.toFixed(0), (cost.bytes / 1e6).toFixed(1)]);
  }
}
console.log(table(['publishers', 'by', 'CPU-s a minute', 'to filming', 'MB', 'written, MB a minute'], rows));

async function measureRoom(teacher: Member, filmer: Member, others: Member[]) {
  const session = await planClass(teacher, [filmer, ...others]);
  const publishers = await openPublishers(senders, site.origin, await begin(session, teacher, others));
  const costs: Record<string, Cost> = {};
  try {
    await publishers.speak(0);
    if (options.subjects.includes('recorder')) costs.recorder = await record(session, teacher, others);
    if (options.subjects.includes('filming')) {
      const { origin } = site;
      const count = others.length + 1;
      const common = { chromium: options.chromium, origin, session, settle, seconds };
      costs.filming = await filmPage({ ...common, camera: filmer, publishers: count });
    }
    return costs;
  } finally {
    await publishers.stop();
    await teacher.api.post(`/api/sessions/${session}/end/`);
  }
}

async function record(session: number, teacher: Member, others: Member[]): Promise<Cost> {
  for (const { api } of [teacher, ...others]) {
    await api.put(`/api/sessions/${session}/consent/`, { data: { choice: 'recorded' } });
  }
  await teacher.api.post(`/api/sessions/${session}/recording/start/`);
  for (;;) {
    const view = SessionView.parse(await (await teacher.api.get(`/api/sessions/${session}/view/`)).json());
    if (view.recording?.phase === 'recording') break;
    await sleep(100);
  }
  await sleep(settle * 1_000);
  const pid = recorderPid();
  const look = () => ({ cpu: cpuSeconds([pid]), bytes: writtenBytes(join(data, 'recordings')) });
  const before = look();
  await sleep(seconds * 1_000);
  const after = look();
  const cost = {
    cpu: ((after.cpu - before.cpu) * 60) / seconds,
    memory: memory([pid]),
    bytes: ((after.bytes - before.bytes) * 60) / seconds,
  };
  await teacher.api.post(`/api/sessions/${session}/recording/stop/`);
  return cost;
}

function recorderPid(): number {
  const pid = readdirSync('/proc')
    .map(Number)
    .filter(Number.isInteger)
    .find((one) => {
      try {
        return (
          readFileSync(`/proc/${one}/cmdline`, 'utf8').includes('recorder-main.ts') &&
          readFileSync(`/proc/${one}/environ`, 'utf8').includes(data)
        );
      } catch {
        return false;
      }
    });
  if (pid === undefined) throw new Error('There is no recorder');
  return pid;
}

function writtenBytes(of: string): number {
  return readdirSync(of, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(webm|mp4)$/.test(name))
    .reduce((sum, name) => sum + statSync(join(of, name)).size, 0);
}
