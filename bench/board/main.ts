import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pageDocument } from '@lectern/contract';
import { cpuSeconds, LOAD_CORE, pinned, SERVER_CORE } from '../load/cores.ts';
import { table } from '../load/numbers.ts';
import { openRoom } from '../load/people.ts';
import { freePort, openSite } from '../load/site.ts';
import type { Order, Outcome } from './load.ts';

const { values: options } = parseArgs({
  options: {
    editors: { type: 'string', default: '10,50' },
    subjects: { type: 'string', default: 'hocuspocus,lectern' },
    seconds: { type: 'string', default: '15' },
    rate: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '1' },
  },
});

interface Measured extends Outcome {
  subject: string;
  editors: number;
  server: number;
  database: number;
}

const rows: Measured[] = [];
for (const editors of options.editors.split(',').map(Number)) {
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const subject of options.subjects.split(',')) {
      const measured = subject === 'lectern' ? await measureLectern(editors) : await measureBare(editors);
      rows.push(measured);
      console.log(table(head(), [cellsOf(measured)]).split('\n')[2]);
    }
  }
}
console.log(`\n${table(head(), rows.map(cellsOf))}`);

async function measureLectern(editors: number): Promise<Measured> {
  const site = await openSite();
  try {
    const { cookies, session_id } = await openRoom(site, editors);
    const db = await site.connectDatabase();
    const pages = await db.query<{ id: number }>('select id from board_page where session_id = $1', [session_id]);
    await db.end();
    const database = await site.databasePid();
    const used = () => ({ server: cpuSeconds(site.pid()), database: cpuSeconds(database, true) });
    const name = pageDocument(pages.rows[0]?.id ?? 0);
    return await measure('lectern', { origin: site.origin, name, cookies, ...pacing() }, used);
  } finally {
    await site.stop();
  }
}

async function measureBare(editors: number): Promise<Measured> {
  const port = await freePort();
  const bare = start(SERVER_CORE, 'bare.ts', [String(port)]);
  try {
    await once(bare, 'message');
    const cookies = Array.from({ length: editors }, () => '');
    const order = { origin: `http://127.0.0.1:${port}`, name: pageDocument(1), cookies, ...pacing() };
    return await measure('hocuspocus', order, () => ({ server: cpuSeconds(bare.pid ?? 0), database: 0 }));
  } finally {
    bare.kill();
  }
}

async function measure(
  subject: string,
  order: Order,
  used: () => { server: number; database: number },
): Promise<Measured> {
  const load = start(LOAD_CORE, 'load.ts', []);
  load.send(order);
  let before = used();
  let after = before;
  const outcome = await new Promise<Outcome>((resolve, reject) => {
    load.once('exit', () => reject(new Error('The load ended by itself')));
    load.on('message', (message: 'begin' | 'end' | { outcome: Outcome }) => {
      if (message === 'begin') before = used();
      else if (message === 'end') after = used();
      else resolve(message.outcome);
    });
  });
  load.removeAllListeners('exit').kill();
  const [server, database] = [after.server - before.server, after.database - before.database];
  return { ...outcome, subject, editors: order.cookies.length, server, database };
}

function start(core: number, file: string, args: string[]): ChildProcess {
  const [command, all] = pinned(core, [process.execPath, join(import.meta.dirname, file), ...args]);
  return spawn(command, all, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

function pacing(): { perSecond: number; seconds: number } {
  return { perSecond: Number(options.rate), seconds: Number(options.seconds) };
}

function head(): string[] {
  return ['editors', 'subject', 'p50 ms', 'p99 ms', 'delivered', 'CPU-ms per update', 'with PostgreSQL'];
}

function cellsOf({ subject, editors, p50, p99, updates, delivered, expected, server, database }: Measured): string[] {
  const share = `${((100 * delivered) / expected).toFixed(2)} %`;
  const cpu = [server, server + database].map((seconds) => ((1_000 * seconds) / updates).toFixed(2));
  return [String(editors), subject, p50.toFixed(1), p99.toFixed(1), share, ...cpu];
}
