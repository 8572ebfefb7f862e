import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { installProbe } from './probe.ts';
import { type Measured, report } from './report.ts';
import type { Subject } from './subject.ts';
import { openBareVenue, openLecternVenue, type Venue, type VenueOptions } from './venue.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    subjects: { type: 'string', default: "A,B,C',Lectern" },
    camera: { type: 'string', default: 'both' },
    busy: { type: 'string', default: '0' },
    idle: { type: 'string', default: '1000' },
    livekit: { type: 'string', default: process.env.LIVEKIT_BINARY ?? 'livekit-server' },
    rtc: { type: 'string', default: '' },
    compare: { type: 'string' },
    chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
    port: { type: 'string', default: '17880' },
    'page-port': { type: 'string', default: '17000' },
    json: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: options.chromium,
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      '--disable-background-timer-throttling',
      '--disable-renderer-backgrounding',
    ],
  });
}

async function measure(browser: Browser, subject: Subject, camera: boolean, round: number): Promise<Measured> {
  const identity = `${subject.name.replace(/\W/g, '-')}-${camera ? 'camera' : 'watch'}-${round}`;
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
  try {
    await context.addInitScript(installProbe, { expectSent: camera, busy: Number(options.busy) });
    const ready = await subject.prepare(context, { identity, camera });
    await subject.wake();
    await sleep(Number(options.idle));
    const at = new Date().toISOString();
    await ready.click();
    const times = await Promise.race([
      ready.page.evaluate(() => window.joinTimes ?? null),
      sleep(15_000).then(() => null),
    ]);
    // So that LiveKit is told at once, as it is when a tab is closed.
    await ready.page.goto('about:blank');
    return { subject: subject.name, camera, round, at, identity, times };
  } finally {
    await context.close();
  }
}

/** The subjects at each LiveKit: one as it is configured for all, and one more where there is something to compare. */
async function open(folder: string, others: Browser, cleanUp: AsyncDisposableStack): Promise<Subject[]> {
  const names = options.subjects.split(',');
  const chosen = ({ subjects }: Venue) => subjects.filter(({ name }) => names.includes(name));
  const venue = (index: number, rtc: string): VenueOptions => ({
    name: `livekit-${index}`,
    folder,
    binary: options.livekit,
    port: Number(options.port) + 10 * index,
    pagePort: Number(options['page-port']) + index,
    rtc: rtc.replaceAll('\\n', '\n'),
    others,
    cleanUp,
  });
  const withLectern = names.includes('Lectern');
  if (withLectern && options.rtc !== '') throw new Error("Lectern's LiveKit has Lectern's settings: no --rtc with it");
  const first = await (withLectern ? openLecternVenue : openBareVenue)(venue(0, options.rtc));
  const { compare } = options;
  if (compare === undefined) return chosen(first);
  const mark = (one: Subject) => ({ ...one, name: `${one.name}+`, about: `${one.about}; with ${compare}` });
  return [...chosen(first), ...chosen(await openBareVenue(venue(1, compare))).map(mark)];
}

await using cleanUp = new AsyncDisposableStack();
const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'));
cleanUp.defer(async () => {
  if (options.keep) console.log(`  logs: ${folder}`);
  else await rm(folder, { recursive: true });
});
const others = await launch();
cleanUp.defer(() => others.close());
const receiver = await launch();
cleanUp.defer(() => receiver.close());

const subjects = await open(folder, others, cleanUp);
const variants = options.camera === 'both' ? [false, true] : [options.camera === 'yes'];
const turns = variants.flatMap((camera) => subjects.map((subject) => ({ subject, camera })));
const results: Measured[] = [];
// One turn of each that does not count: the first of everything is slower.
for (const { subject, camera } of turns) await measure(receiver, subject, camera, 0);
for (let round = 1; round <= Number(options.rounds); round++) {
  // Each round begins with another one, so that none is always the first or always after the same one.
  const first = round % turns.length;
  for (const { subject, camera } of [...turns.slice(first), ...turns.slice(0, first)]) {
    results.push(await measure(receiver, subject, camera, round));
    process.stderr.write(`\r${round} of ${options.rounds}: ${subject.name.padEnd(10)}`);
  }
  if (options.json !== undefined) await writeFile(options.json, JSON.stringify(results, null, 1));
}
process.stderr.write('\n');
console.log(report(results, subjects, variants));
