// A thousand browsers' connections, in a process of their own. They come back with the web app's own back-off.
import { setTimeout as sleep } from 'node:timers/promises';
import { PROTOCOL_VERSION, REALTIME_PATH } from '@lectern/contract';
import { z } from 'zod';
import { openWire } from '../load/wire.ts';
import { backOff } from './back-off.ts';

export interface Order {
  origin: string;
  session_id: number;
  cookies: string[];
}

export interface Report {
  here: number;
  /** When each client was back with everything up to the wanted number: milliseconds since 1970. */
  backAt: number[];
  faults: string[];
}

const AT_ONCE = 20;

const Numbered = z.object({ seq: z.int() });
const Answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('events'), events: z.array(Numbered) }),
  z.object({ kind: z.literal('view'), view: Numbered }),
]);
const Message = z.union([
  z.object({ order: z.object({ origin: z.string(), session_id: z.int(), cookies: z.array(z.string()) }) }),
  z.object({ wanted: z.int() }),
  z.literal('report'),
]);
/** Socket.IO's own form of an event of the log, and all that is read of it; the rest would be the browser's work. */
const EVENT = Buffer.from('42["event",');
const SEQ = /"seq":(\d+)/;

const faults: string[] = [];
const clients: Client[] = [];
/** Who has this number is back. */
let wanted = Number.POSITIVE_INFINITY;

process.on('message', (input) => {
  const message = Message.parse(input);
  if (message === 'report') process.send?.(report());
  else if ('wanted' in message) want(message.wanted);
  else void connectAll(message.order).then(() => process.send?.('connected'));
});

class Client {
  seq: number | null = null;
  backAt: number | null = null;
  wholeViews = 0;
  /** What came before the answer to the subscription; null: it has come. */
  private held: number[] | null = [];
  private readonly order: Order;
  private readonly cookie: string;

  constructor(order: Order, cookie: string) {
    this.order = order;
    this.cookie = cookie;
  }

  isHere(): boolean {
    return this.held === null;
  }

  /** Until it has all that it missed, however often it must try. */
  async connect(): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      if (attempt > 0) await sleep(backOff(attempt - 1, Math.random()));
      try {
        return await this.tryToConnect();
      } catch (error) {
        if (!(error instanceof Error && /ECONN|closed|hang up/.test(error.message))) faults.push(String(error));
      }
    }
  }

  private async tryToConnect(): Promise<void> {
    const { origin, session_id } = this.order;
    const lost = Promise.withResolvers<never>();
    lost.promise.catch(() => undefined);
    const wire = await openWire({
      origin,
      path: REALTIME_PATH.replace(/\/$/, ''),
      cookie: this.cookie,
      onEvent: (frame) => this.hear(frame),
      onClose: () => {
        lost.reject(new Error('It was closed'));
        if (this.isHere()) void this.comeBack();
      },
    });
    const wish = { version: PROTOCOL_VERSION, session_id, after: this.seq, place: 'live', hidden: false };
    const answer = Answer.parse(await Promise.race([wire.ask('subscribe', wish), lost.promise]));
    if (answer.kind === 'view') {
      this.seq = answer.view.seq;
      this.wholeViews += 1;
    } else {
      this.seq ??= 0;
      for (const { seq } of answer.events) this.take(seq);
    }
    const held = this.held ?? [];
    this.held = null;
    for (const seq of held) this.take(seq);
    this.lookWhetherBack();
  }

  private async comeBack(): Promise<void> {
    this.held = [];
    // As Socket.IO does: the first try comes after the first pause.
    await sleep(backOff(0, Math.random()));
    await this.connect();
  }

  private hear(frame: Buffer): void {
    if (!frame.subarray(0, EVENT.length).equals(EVENT)) return;
    const seq = Number(SEQ.exec(frame.toString('latin1', 0, 200))?.[1]);
    if (this.held) this.held.push(seq);
    else this.take(seq);
    this.lookWhetherBack();
  }

  private take(seq: number): void {
    if (seq !== (this.seq ?? 0) + 1) faults.push(`${seq} after ${this.seq}`);
    this.seq = seq;
  }

  private lookWhetherBack(): void {
    if (this.backAt === null && this.isHere() && (this.seq ?? 0) >= wanted) this.backAt = Date.now();
  }
}

async function connectAll(order: Order): Promise<void> {
  for (const cookie of order.cookies) clients.push(new Client(order, cookie));
  for (let start = 0; start < clients.length; start += AT_ONCE) {
    await Promise.all(clients.slice(start, start + AT_ONCE).map((client) => client.connect()));
  }
  await sleep(2_000);
}

function want(seq: number): void {
  wanted = seq;
  for (const client of clients) client.backAt = null;
}

function report(): Report {
  const views = clients.filter((client) => client.wholeViews > 1).length;
  return {
    here: clients.filter((client) => client.isHere()).length,
    backAt: clients.map((client) => client.backAt).filter((at) => at !== null),
    faults: [...faults, ...(views > 0 ? [`${views} needed a whole view`] : [])],
  };
}
