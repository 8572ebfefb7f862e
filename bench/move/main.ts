import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import { barePage } from '../join/bare.ts';
import { servePages } from '../join/pages.ts';
import { type Member, planClass, signUpMany } from '../lectern/class.ts';
import { freePort, startSite } from '../lectern/site.ts';
import { percentile, table } from '../load/numbers.ts';
import { installProbe, type MoveTimes, readMove } from './probe.ts';

const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '10' },
    speaking: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '6' },
    idle: { type: 'string', default: '4000' },
    livekit: { type: 'string', default: process.env.LIVEKIT_BINARY ?? 'livekit-server' },
    chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
  },
});
const PEOPLE = Number(options.people);
/** So many have their microphone on; the others listen. */
const SPEAKING = Number(options.speaking);
/** A move that takes longer is lost, in milliseconds. */
const PATIENCE = 30_000;
const Rooms = z.object({ rooms: z.array(z.object({ id: z.int() })) });

/** With many people on a small machine, coming in takes long, and is not what is measured; in milliseconds. */
const ENTRY_PATIENCE = 180_000;

/** Before the click the host has the form in view for so long, in milliseconds. */
const FORM = 5_000;

/** Ten people who can be sent to another room and back. */
interface Subject {
  name: string;
  pages: Page[];
  /** The host turns to what sends them. */
  turnTo: (out: boolean) => Promise<unknown>;
  go: (out: boolean) => Promise<unknown>;
}

await using cleanUp = new AsyncDisposableStack();
const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'));
cleanUp.defer(() => rm(folder, { recursive: true }));
const site = await startSite({ livekit: options.livekit, data: join(folder, 'lectern') });
cleanUp.defer(() => site.stop());

const results = new Map<string, (MoveTimes | null)[]>();
// One after the other: two classes at once would wait for each other.
for (const open of [bare, lectern]) {
  const browser = await launch();
  const subject = await open(browser);
  const found: (MoveTimes | null)[] = [];
  for (let round = 0; round <= Number(options.rounds); round++) {
    for (const out of [true, false]) {
      await sleep(Number(options.idle));
      await subject.turnTo(out);
      await sleep(FORM);
      const from = Date.now();
      await subject.go(out);
      const times = await Promise.all(subject.pages.map((page) => untilMoved(page, from)));
      // The first time everything is slower, and does not count.
      if (round > 0) found.push(...times);
    }
    process.stderr.write(`\r${subject.name}: ${round} of ${options.rounds}   `);
  }
  results.set(subject.name, found);
  await browser.close();
}
process.stderr.write('\n');

const rows = [...results].map(([name, found]) => {
  const moved = found.filter((one) => one !== null);
  const sounds = moved.map(({ sound }) => sound);
  const gaps = moved.map(({ neither }) => neither);
  const cells = [percentile(sounds, 0.5), percentile(sounds, 0.99), percentile(gaps, 0.5), Math.max(...gaps)];
  return [name, ...cells.map((one) => one.toFixed(0)), `${moved.length} of ${found.length}`];
});
console.log(table(['subject', 'sound p50 ms', 'p99 ms', 'in neither p50 ms', 'most ms', 'moves'], rows));

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: options.chromium,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
      ...['--autoplay-policy=no-user-gesture-required', '--disable-background-timer-throttling'],
      '--disable-renderer-backgrounding',
    ],
  });
}

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
  context.setDefaultTimeout(ENTRY_PATIENCE);
  await context.addInitScript(installProbe);
  return context.newPage();
}

async function untilMoved(page: Page, from: number): Promise<MoveTimes | null> {
  const moved = page.waitForFunction(readMove, from, { polling: 50, timeout: PATIENCE });
  return moved.then(
    (found) => found.jsonValue(),
    () => null,
  );
}

/** Bare livekit-client: lets the one room go and connects to the other one, its token fetched on the way. */
async function bare(browser: Browser): Promise<Subject> {
  const served = await servePages(site.livekit, join(folder, 'pages'), await freePort());
  cleanUp.defer(() => served.stop());
  const bareOptions = { origin: served.origin, livekitUrl: site.livekit.url, others: browser };
  const pages: Page[] = [];
  for (let number = 1; number <= PEOPLE; number++) {
    const page = await newPage(browser);
    const who = { identity: `${number}`, silent: number > SPEAKING };
    await page.goto(barePage(bareOptions, { role: 'move', room: 'main', camera: false, ...who }));
    await page.locator('body[data-ready]').waitFor();
    pages.push(page);
  }
  const go = (out: boolean) =>
    Promise.all(pages.map((page) => page.evaluate((room) => void window.goTo(room), out ? 'apart' : 'main')));
  return { name: 'bare livekit-client', pages, turnTo: async () => undefined, go };
}

/** Lectern: the host opens and closes a breakout in which all are. */
async function lectern(browser: Browser): Promise<Subject> {
  const [[host], learners] = [
    await signUpMany(site.origin, 'host', 1),
    await signUpMany(site.origin, 'learner', PEOPLE),
  ];
  if (!host) throw new Error('Nobody hosts');
  const session = await planClass(host, learners);
  const ask = async (what: string, data: object) => {
    const answer = await host.api.post(`/api/sessions/${session}/${what}/`, { data });
    if (!answer.ok()) throw new Error(`${what}: ${answer.status()} ${await answer.text()}`);
    return answer.json();
  };
  const { rooms } = Rooms.parse(await ask('breakouts', { names: ['Room 1'] }));
  const assignments = learners.map(({ id }) => ({ account_id: id, breakout_id: rooms[0]?.id }));
  await ask('assign_breakouts', { assignments });
  await ask('start', {});
  const pages: Page[] = [];
  for (const [index, learner] of learners.entries()) {
    pages.push(await enter(browser, session, learner, index < SPEAKING));
  }
  const go = (out: boolean) => (out ? ask('open_breakouts', { seconds: null }) : ask('time_breakouts', { seconds: 0 }));
  const turnTo = (out: boolean) => ask('expect_moves', { before: out ? 'open' : 'close' });
  return { name: 'Lectern', pages, turnTo, go };
}

async function enter(browser: Browser, session: number, { api }: Member, speaks: boolean): Promise<Page> {
  const page = await newPage(browser);
  await page.context().addCookies((await api.storageState()).cookies);
  await page.goto(`${site.origin}/sessions/${session}/live`);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  const microphone = page.getByRole('button', { name: 'Turn on microphone' });
  await microphone.waitFor();
  if (!speaks) return page;
  await microphone.click();
  await page.getByRole('button', { name: 'Turn off microphone' }).waitFor();
  return page;
}
