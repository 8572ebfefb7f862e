import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Place, PROTOCOL_VERSION, REALTIME_PATH } from '@lectern/contract';
import { percentile, table } from '../load/numbers.ts';
import { openRoom, type Room } from '../load/people.ts';
import { openSite, type Site } from '../load/site.ts';
import { openWire, type Wire } from '../load/wire.ts';
import { fillRoom } from './long-session.ts';

const { values: options } = parseArgs({
  options: {
    messages: { type: 'string', default: '10000' },
    events: { type: 'string', default: '5000' },
    openings: { type: 'string', default: '50' },
    people: { type: 'string', default: '100' },
  },
});

/** One way to open a session, by one person. */
type Opening = (room: Room, cookie: string) => Promise<void>;

const site = await openSite();
try {
  const people = Number(options.people);
  const empty = await openRoom(site, people);
  const long = await openRoom(site, people);
  await fillRoom(site, long.session_id, { messages: Number(options.messages), events: Number(options.events) });
  // Everybody is in the room and stays there; what is measured is that they open it once more.
  for (const room of [empty, long])
    await Promise.all(room.cookies.map((cookie) => connect(site, room, cookie, 'live')));
  const rooms = { empty, long };
  const ways: Record<string, Opening> = {
    'socket, subscribe, view': (room, cookie) => subscribe(site, room, cookie),
    'GET view/': (room, cookie) => get(site, room, cookie, 'view/'),
    'GET the last 50 messages': (room, cookie) => get(site, room, cookie, 'messages/?direction=back&limit=50'),
    'GET 50 from the middle': (room, cookie) => getMiddle(site, room, cookie),
  };
  const rows: string[][] = [];
  for (const [way, open] of Object.entries(ways)) {
    // In turns, so that neither has the machine's better minutes.
    const times = { empty: [] as number[], long: [] as number[] };
    for (let opening = -3; opening < Number(options.openings); opening += 1) {
      for (const name of ['empty', 'long'] as const) {
        const room = rooms[name];
        const took = await timed(() => open(room, room.cookies[(opening + 3) % people] ?? ''));
        // The first of everything is slower, and does not count.
        if (opening >= 0) times[name].push(took);
      }
    }
    rows.push(rowOf(way, times));
  }
  for (const [way, open] of Object.entries(ways)) {
    rows.push(rowOf(`${people} at once: ${way}`, { empty: await crowd(empty, open), long: await crowd(long, open) }));
  }
  console.log(table(['opening, ms', 'empty p50', 'p99', 'long p50', 'p99', 'long to empty'], rows));
} finally {
  await site.stop();
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Everybody at the same moment. */
async function crowd(room: Room, open: Opening): Promise<number[]> {
  await sleep(1_000);
  return Promise.all(room.cookies.map((cookie) => timed(() => open(room, cookie))));
}

function rowOf(way: string, { empty, long }: { empty: number[]; long: number[] }): string[] {
  const times = [empty, long].flatMap((all) => [percentile(all, 0.5), percentile(all, 0.99)]);
  const ratio = percentile(long, 0.5) / percentile(empty, 0.5);
  return [way, ...times.map((time) => time.toFixed(1)), ratio.toFixed(2)];
}

async function subscribe(from: Site, room: Room, cookie: string): Promise<void> {
  (await connect(from, room, cookie, 'page')).socket.close();
}

async function connect({ origin }: Site, { session_id }: Room, cookie: string, place: Place): Promise<Wire> {
  const wire = await openWire({ origin, path: REALTIME_PATH.replace(/\/$/, ''), cookie, onEvent: () => undefined });
  const wish = { version: PROTOCOL_VERSION, session_id, after: null, place, hidden: false };
  const answer = JSON.stringify(await wire.ask('subscribe', wish));
  if (!answer.includes('"kind":"view"')) throw new Error(answer);
  return wire;
}

async function get({ origin }: Site, { session_id }: Room, cookie: string, what: string): Promise<void> {
  const answer = await fetch(`${origin}/api/sessions/${session_id}/${what}`, { headers: { cookie } });
  if (!answer.ok) throw new Error(`GET ${what}: ${answer.status} ${await answer.text()}`);
  await answer.text();
}

/** Where somebody is who has scrolled back through half of what was said. */
function getMiddle(from: Site, room: Room, cookie: string): Promise<void> {
  const middle = Math.max(1, Math.floor(Number(options.messages) / 2));
  return get(from, room, cookie, `messages/?direction=back&limit=50&cursor=${middle}`);
}
