import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { signUpMany } from '../lectern/class.ts';
import { freePort, startSite } from '../lectern/site.ts';
import { openBareBoard } from './bare-board.ts';
import { onePage } from './one-page.ts';
import { reportHours, reportPages } from './report.ts';
import { watchServer } from './site-memory.ts';
import { twoHours } from './two-hours.ts';

const { values: options } = parseArgs({
  options: {
    pages: { type: 'string', default: '40' },
    strokes: { type: 'string', default: '500' },
    measured: { type: 'string', default: '400' },
    own: { type: 'string', default: '20' },
    openings: { type: 'string', default: '3' },
    sizes: { type: 'string', default: '500,2000,5000,20000' },
    parts: { type: 'string', default: 'hours,page' },
    livekit: { type: 'string', default: process.env.LIVEKIT_BINARY ?? 'livekit-server' },
    chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
    profile: { type: 'string' },
  },
});

await using cleanUp = new AsyncDisposableStack();
const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'));
cleanUp.defer(() => rm(folder, { recursive: true }));
const inspector = await freePort();
const site = await startSite({
  livekit: options.livekit,
  data: join(folder, 'lectern'),
  node: [`--inspect=127.0.0.1:${inspector}`],
});
cleanUp.defer(() => site.stop());
const server = await watchServer(site.pid, inspector);
cleanUp.defer(() => server.close());
const [host, second, third] = await signUpMany(site.origin, 'person', 3);
if (!host || !second || !third) throw new Error('Nobody to begin with');

const common = {
  origin: site.origin,
  chromium: options.chromium,
  profile: options.profile ?? null,
  people: { host, second, third },
  ownStrokes: Number(options.own),
  progress: (what: string) => console.error(what),
};
const parts = options.parts.split(',');
if (parts.includes('hours')) {
  const lesson = await twoHours({
    ...common,
    server,
    pages: Number(options.pages),
    strokesPerPage: Number(options.strokes),
    measuredAt: Number(options.measured),
    openings: Number(options.openings),
  });
  console.log(reportHours(lesson));
}
if (parts.includes('page')) {
  const bare = await openBareBoard(join(folder, 'bare'));
  cleanUp.defer(() => bare.stop());
  console.log(reportPages(await onePage({ ...common, bare, sizes: options.sizes.split(',').map(Number) })));
}
