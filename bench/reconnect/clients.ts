// A thousand browsers' connections, in a process of their own. They come back with the web app's own back-off.
import { setTimeout as sleep } from 'node:timers/promises';
import { PROTOCOL_VERSION, REALTIME_PATH } from '@lectern/contract';
import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';

export interface Order {
  origin: string;
  session_id: number;
  cookies: string[];
}

/** How the clients stand: `seqs` has the last number of each, `at` when each last was there with it. */
export interface Report {
  here: number;
  lowestSeq: number;
  /** When each client was back with everything up to the wanted number: milliseconds since 1970. */
  backAt: number[];
  faults: string[];
}

/** As in web/src/live/realtime-link.ts. */
const BACK_OFF = { reconnectionDelay: 400, reconnectionDelayMax: 2_000, randomizationFactor: 0.5 };
const AT_ONCE = 20;

const Numbered = z.object({ seq: z.int() });
const Answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('events'), events: z.array(Numbered) }),
  z.object({ kind: z.literal('view'), view: Numbered }),
]);

const faults: string[] = [];
const clients: Client[] = [];
/** Who has this number again is back. */
let wanted = Number.POSITIVE_INFINITY;

const Message = z.union([
  z.object({ order: z.object({ origin: z.string(), session_id: z.int(), cookies: z.array(z.string()) }) }),
  z.object({ wanted: z.int() }),
  z.literal('report'),
]);

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
  private answered = false;
  private held: unknown[] = [];
  private readonly socket: Socket;
  private readonly session_id: number;
  private first: (() => void) | null = null;

  constructor({ origin, session_id }: Order, cookie: string) {
    this.session_id = session_id;
    this.socket = io(origin, {
      path: REALTIME_PATH,
      transports: ['websocket'],
      forceNew: true,
      autoConnect: false,
      extraHeaders: { cookie },
      ...BACK_OFF,
    });
    this.socket.on('connect', () => this.subscribe());
    this.socket.on('disconnect', () => {
      this.answered = false;
      this.held = [];
    });
    this.socket.on('connect_error', (error) => {
      if (this.socket.active) return;
      faults.push(`refused: ${error.message}`);
    });
    this.socket.on('event', (event: unknown) => (this.answered ? this.fold(event) : this.held.push(event)));
  }

  connect(): Promise<void> {
    return new Promise((resolve) => {
      this.first = resolve;
      this.socket.connect();
    });
  }

  isHere(): boolean {
    return this.socket.connected && this.answered;
  }

  private subscribe(): void {
    const { session_id, seq } = this;
    const wish = { version: PROTOCOL_VERSION, session_id, after: seq, place: 'live', hidden: false };
    this.socket.emit('subscribe', wish, (input: unknown) => {
      const answer = Answer.parse(input);
      if (answer.kind === 'view') {
        this.seq = answer.view.seq;
        this.wholeViews += 1;
      } else {
        this.seq ??= 0;
        for (const event of answer.events) this.fold(event);
      }
      this.answered = true;
      for (const event of this.held.splice(0)) this.fold(event);
      this.lookWhetherBack();
      this.first?.();
      this.first = null;
    });
  }

  private fold(input: unknown): void {
    const { seq } = Numbered.parse(input);
    if (seq !== (this.seq ?? 0) + 1) faults.push(`${seq} after ${this.seq}`);
    this.seq = seq;
    if (this.answered) this.lookWhetherBack();
  }

  private lookWhetherBack(): void {
    if (this.backAt === null && (this.seq ?? 0) >= wanted) this.backAt = Date.now();
  }
}

async function connectAll(order: Order): Promise<void> {
  for (const cookie of order.cookies) clients.push(new Client(order, cookie));
  for (let start = 0; start < clients.length; start += AT_ONCE) {
    await Promise.all(clients.slice(start, start + AT_ONCE).map((client) => client.connect()));
  }
  // The first presence lists come after everybody is there.
  await sleep(1_000);
}

function want(seq: number): void {
  wanted = seq;
  for (const client of clients) client.backAt = null;
}

function report(): Report {
  const views = clients.filter((client) => client.wholeViews > 1).length;
  return {
    here: clients.filter((client) => client.isHere()).length,
    lowestSeq: Math.min(...clients.map((client) => client.seq ?? 0)),
    backAt: clients.map((client) => client.backAt).filter((at) => at !== null),
    faults: [...faults, ...(views > 0 ? [`${views} needed a whole view`] : [])],
  };
}
