import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cpuSeconds, LOAD_CORE, pinned, SERVER_CORE } from '../load/cores.ts';
import { table } from '../load/numbers.ts';
import { openRoom } from '../load/people.ts';
import { freePort, openSite } from '../load/site.ts';
import type { Order, Outcome } from './load.ts';

const { values: options } = parseArgs({
  options: {
    sockets: { type: 'string', default: '200,1000' },
    subjects: { type: 'string', default: 'ws,socket.io,lectern' },
    seconds: { type: 'string', default: '15' },
    rate: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '1' },
  },
});

interface Measured extends Outcome {
  kind: Order['kind'];
  sockets: number;
  server: number;
  database: number;
}

const rows: Measured[] = [];
for (const sockets of options.sockets.split(',').map(Number)) {
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const kind of options.subjects.split(',')) {
      const measured = kind === 'lectern' ? await measureLectern(sockets) : await measureBare(kindOf(kind), sockets);
      rows.push(measured);
      console.log(table(head(), [cellsOf(measured)]).split('\n')[2]);
    }
  }
}
console.log(`\n${table(head(), rows.map(cellsOf))}`);

async function measureLectern(sockets: number): Promise<Measured> {
  const site = await openSite();
  try {
    const room = await openRoom(site, sockets);
    const database = await site.databasePid();
    const used = () => ({ server: cpuSeconds(site.pid()), database: cpuSeconds(database, true) });
    return await measure({ kind: 'lectern', origin: site.origin, ...room, ...pacing() }, used);
  } finally {
    await site.stop();
  }
}

async function measureBare(kind: 'ws' | 'socket.io', sockets: number): Promise<Measured> {
  const port = await freePort();
  const bare = start(SERVER_CORE, 'bare.ts', [kind, String(port)]);
  try {
    await once(bare, 'message');
    const cookies = Array.from({ length: sockets }, () => '');
    const order = { kind, origin: `http://127.0.0.1:${port}`, session_id: 1, cookies, ...pacing() };
    return await measure(order, () => ({ server: cpuSeconds(bare.pid ?? 0), database: 0 }));
  } finally {
    bare.kill();
  }
}

async function measure(order: Order, used: () => { server: number; database: number }): Promise<Measured> {
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
  const { kind, cookies } = order;
  const server = after.server - before.server;
  return { ...outcome, kind, sockets: cookies.length, server, database: after.database - before.database };
}

function start(core: number, file: string, args: string[]): ChildProcess {
  const [command, all] = pinned(core, [process.execPath, join(import.meta.dirname, file), ...args]);
  return spawn(command, all, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

function pacing(): { perSecond: number; seconds: number } {
  return { perSecond: Number(options.rate), seconds: Number(options.seconds) };
}

function kindOf(name: string): 'ws' | 'socket.io' {
  if (name === 'ws' || name === 'socket.io') return name;
  throw new Error(`There is no subject "${name}"`);
}

function head(): string[] {
  return ['sockets', 'subject', 'p50 ms', 'p99 ms', 'delivered', 'faults', 'CPU-s per million', 'with PostgreSQL'];
}

function cellsOf({ kind, sockets, p50, p99, delivered, expected, faults, server, database }: Measured): string[] {
  const millions = delivered / 1_000_000;
  const share = `${((100 * delivered) / expected).toFixed(2)} %`;
  const cpu = [(server / millions).toFixed(1), ((server + database) / millions).toFixed(1)];
  return [String(sockets), kind, p50.toFixed(1), p99.toFixed(1), share, String(faults), ...cpu];
}
