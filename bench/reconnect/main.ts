import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { REALTIME_PATH } from '@lectern/contract';
import { LOAD_CORE, pinned, SERVER_CORE } from '../load/cores.ts';
import { percentile, table } from '../load/numbers.ts';
import { openRoom } from '../load/people.ts';
import { freePort, openSite, type Site } from '../load/site.ts';
import type { Order, Report } from './clients.ts';

const { values: options } = parseArgs({
  options: {
    clients: { type: 'string', default: '1000' },
    missed: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '3' },
    subjects: { type: 'string', default: 'lectern,socket.io' },
  },
});

/** Gives up on whoever is not back by then, in milliseconds. */
const PATIENCE = 60_000;

interface Subject {
  name: string;
  order: Order;
  kill: () => Promise<void>;
  start: () => Promise<void>;
  /** Lets something happen that nobody hears of; the last number afterwards. */
  miss: () => Promise<number>;
  stop: () => Promise<void>;
}

const rows: string[][] = [];
/** How long the one that was measured before was away: who is away shorter is found again by earlier tries. */
let away = 0;
for (const name of options.subjects.split(',')) {
  const subject = name === 'lectern' ? await lectern() : await bare();
  const clients = startClients(subject.order);
  try {
    await once(clients, 'message');
    for (let round = 1; round <= Number(options.rounds); round += 1) rows.push(await measure(subject, clients, round));
  } finally {
    clients.removeAllListeners('exit').kill();
    await subject.stop();
  }
}
const head = ['subject', 'round', 'away ms', 'back', 'p50 ms', 'p99 ms', 'max ms', 'gaps and doubles'];
console.log(`\n${table(head, rows)}`);

async function measure(subject: Subject, clients: ChildProcess, round: number): Promise<string[]> {
  const killed = Date.now();
  await subject.kill();
  clients.send({ wanted: await subject.miss() });
  if (subject.name === 'socket.io') await sleep(away - (Date.now() - killed));
  await subject.start();
  const listening = Date.now();
  if (subject.name === 'lectern') away = listening - killed;
  let report = await ask(clients);
  while (report.backAt.length < subject.order.cookies.length && Date.now() - listening < PATIENCE) {
    await sleep(100);
    report = await ask(clients);
  }
  const waits = report.backAt.map((at) => at - listening);
  const times = [0.5, 0.99, 1].map((share) => percentile(waits, share).toFixed(0));
  const share = `${report.backAt.length} of ${subject.order.cookies.length}`;
  for (const fault of new Set(report.faults)) console.log(`  ${subject.name}: ${fault}`);
  const row = [subject.name, String(round), String(listening - killed), share, ...times, String(report.faults.length)];
  console.log(row.join('  '));
  // So that the next round finds everybody at rest.
  await sleep(3_000);
  return row;
}

function startClients(order: Order): ChildProcess {
  const [command, args] = pinned(LOAD_CORE, [process.execPath, join(import.meta.dirname, 'clients.ts')]);
  const clients = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  clients.once('exit', () => {
    throw new Error('The clients ended by themselves');
  });
  clients.send({ order });
  return clients;
}

async function ask(clients: ChildProcess): Promise<Report> {
  clients.send('report');
  const [report]: Report[] = await once(clients, 'message');
  if (!report) throw new Error('The clients said nothing');
  return report;
}

async function lectern(): Promise<Subject> {
  const site = await openSite();
  const room = await openRoom(site, Number(options.clients));
  const { origin, kill, start, stop } = site;
  await say(origin, room.session_id, room.cookies[1] ?? '');
  return { name: 'lectern', order: { origin, ...room }, kill, start, stop, miss: () => write(site, room.session_id) };
}

async function say(origin: string, session_id: number, cookie: string): Promise<void> {
  const answer = await fetch(`${origin}/api/sessions/${session_id}/messages/`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'Something that others missed' }),
  });
  if (answer.status !== 201) throw new Error(`POST: ${answer.status}`);
}

/** As another server of the site would while this one is away: the log's last message again, so many times. */
async function write(site: Site, session_id: number): Promise<number> {
  const db = await site.connectDatabase();
  try {
    const { rows } = await db.query<{ last_seq: number }>(
      `with grown as (update session set last_seq = last_seq + $2::int where id = $1 returning last_seq),
         latest as (select * from session_event where session_id = $1 order by seq desc limit 1),
         written as (
           insert into session_event (session_id, seq, at, type, actor_id, audience, data)
           select session_id, seq + n, at, type, actor_id, audience, data from latest, generate_series(1, $2::int) n
         )
       select last_seq from grown`,
      [session_id, Number(options.missed)],
    );
    return rows[0]?.last_seq ?? 0;
  } finally {
    await db.end();
  }
}

async function bare(): Promise<Subject> {
  const port = await freePort();
  const cookies = Array.from({ length: Number(options.clients) }, () => '');
  let child: ChildProcess | null = null;
  const start = async () => {
    const file = join(import.meta.dirname, 'bare.ts');
    const path = REALTIME_PATH.replace(/\/$/, '');
    const [command, args] = pinned(SERVER_CORE, [process.execPath, file, String(port), path]);
    child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    await once(child, 'message');
  };
  const kill = async () => {
    if (!child) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    child = null;
  };
  await start();
  const order = { origin: `http://127.0.0.1:${port}`, session_id: 1, cookies };
  return { name: 'socket.io', order, kill, start, stop: kill, miss: async () => 0 };
}
