// Connects everybody, posts at an even pace and notes what arrives when. A process of its own, so that it shares no core.
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROTOCOL_VERSION, REALTIME_PATH } from '@lectern/contract';
import WebSocket from 'ws';
import { percentile } from '../load/numbers.ts';
import { openWire } from '../load/wire.ts';

export interface Order {
  kind: 'lectern' | 'ws' | 'socket.io';
  origin: string;
  session_id: number;
  cookies: string[];
  perSecond: number;
  seconds: number;
}

export interface Outcome {
  p50: number;
  p99: number;
  /** Until the POST was answered. */
  answered: number;
  delivered: number;
  expected: number;
  /** Numbers that were left out or came twice. */
  faults: number;
}

/** Posted before anything counts, in seconds: the first of everything is slower. */
const WARM_UP = 4;
/** How many connect at the same moment. */
const AT_ONCE = 20;
const MARK = Buffer.from('"text":"bench ');
const SEQ = Buffer.from('"seq":');
/** The list of who is where, which everybody gets once. */
const LIST = Buffer.from('42["presence"');

process.once('message', (order: Order) => void run(order).then((outcome) => process.send?.({ outcome })));

async function run(order: Order): Promise<Outcome> {
  const sent: number[] = [];
  const waits: number[] = [];
  let faults = 0;
  let counting = false;
  let lists = 0;

  function hear(): (frame: Buffer) => void {
    let last = -1;
    return (frame) => {
      const at = performance.now();
      const mark = frame.indexOf(MARK);
      if (mark < 0) {
        if (frame.subarray(0, LIST.length).equals(LIST) && frame.includes('"whole":true')) lists += 1;
        return;
      }
      const seq = numberAt(frame, frame.indexOf(SEQ) + SEQ.length);
      if (last >= 0 && seq !== last + 1) faults += 1;
      last = seq;
      const begun = sent[numberAt(frame, mark + MARK.length)];
      if (counting && begun !== undefined) waits.push(at - begun);
    };
  }

  await inParts(order.cookies, AT_ONCE, (cookie) => connect(order, cookie, hear()));
  while (order.kind === 'lectern' && lists < order.cookies.length) await sleep(100);
  await sleep(2_000);
  const post = poster(order);
  const warm = await pace(order.perSecond, WARM_UP, (index) => post(`warm-up ${index}`));
  await Promise.all(warm);
  process.send?.('begin');
  counting = true;
  const answered = await Promise.all(
    await pace(order.perSecond, order.seconds, async (index) => {
      const begun = performance.now();
      sent[index] = begun;
      await post(`bench ${index} and a few words more, as people write them`);
      return performance.now() - begun;
    }),
  );
  const expected = sent.length * order.cookies.length;
  for (let tries = 0; waits.length < expected && tries < 100; tries += 1) await sleep(50);
  process.send?.('end');
  return {
    p50: percentile(waits, 0.5),
    p99: percentile(waits, 0.99),
    answered: percentile(answered, 0.5),
    delivered: waits.length,
    expected,
    faults,
  };
}

async function connect(order: Order, cookie: string, onEvent: (frame: Buffer) => void): Promise<void> {
  const { kind, origin, session_id } = order;
  if (kind === 'ws') {
    const socket = new WebSocket(origin.replace('http', 'ws'), { perMessageDeflate: false });
    socket.on('message', onEvent);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return;
  }
  const path = kind === 'lectern' ? REALTIME_PATH.replace(/\/$/, '') : '/socket.io';
  const wire = await openWire({ origin, path, cookie, onEvent });
  if (kind === 'socket.io') return;
  const wish = { version: PROTOCOL_VERSION, session_id, after: null, place: 'live', hidden: false };
  const answer = JSON.stringify(await wire.ask('subscribe', wish));
  if (!answer.includes('"kind":"view"')) throw new Error(answer);
}

/** Each message is somebody else's, as in a lively class; nobody comes near what one person may write. */
function poster({ kind, origin, session_id, cookies }: Order): (text: string) => Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16, scheduling: 'fifo' });
  const url = kind === 'lectern' ? `${origin}/api/sessions/${session_id}/messages/` : origin;
  let count = 0;
  return (text) =>
    new Promise((resolve, reject) => {
      count += 1;
      const headers = {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        cookie: cookies[count % Math.min(cookies.length, 50)],
      };
      request(url, { method: 'POST', agent, headers }, (response) => {
        response.resume().once('end', () => {
          if (response.statusCode === 201) resolve();
          else reject(new Error(`POST: ${response.statusCode}`));
        });
      })
        .once('error', reject)
        .end(JSON.stringify({ text }));
    });
}

async function pace<T>(perSecond: number, seconds: number, work: (index: number) => Promise<T>): Promise<Promise<T>[]> {
  const begun = performance.now();
  const all: Promise<T>[] = [];
  for (let index = 0; index < perSecond * seconds; index += 1) {
    await sleep(Math.max(0, begun + (index * 1_000) / perSecond - performance.now()));
    all.push(work(index));
  }
  return all;
}

async function inParts<T>(all: T[], size: number, work: (one: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < all.length; start += size) await Promise.all(all.slice(start, start + size).map(work));
}

function numberAt(frame: Buffer, start: number): number {
  let value = 0;
  for (let at = start; ; at += 1) {
    const digit = (frame[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) return value;
    value = value * 10 + digit;
  }
}
