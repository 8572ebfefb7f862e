// Opens the board for everybody, draws at an even pace and notes what arrives when. A process of its own, so that it shares no core.
import { setTimeout as sleep } from 'node:timers/promises';
import * as Y from 'yjs';
import { percentile } from '../load/numbers.ts';
import { type Editor, openEditor } from './editor.ts';

export interface Order {
  origin: string;
  /** The document's. */
  name: string;
  /** One for each editor. */
  cookies: string[];
  /** Updates of each editor. */
  perSecond: number;
  seconds: number;
}

export interface Outcome {
  p50: number;
  p99: number;
  /** How many updates were sent, and how many came to others, of how many that should have. */
  updates: number;
  delivered: number;
  expected: number;
}

/** Drawn before anything counts, in seconds: the first of everything is slower. */
const WARM_UP = 4;
/** How long what is under way may take at the end, in milliseconds. */
const LATEST = 3_000;

interface Drawn {
  clock: number;
  at: number;
  counts: boolean;
}

process.once('message', (order: Order) => void run(order).then((outcome) => process.send?.({ outcome })));

async function run({ origin, name, cookies, perSecond, seconds }: Order): Promise<Outcome> {
  const drawn = new Map<number, Drawn[]>();
  const waits: number[] = [];
  let last: { update: Uint8Array; ends: [client: number, clock: number][] } = { update: new Uint8Array(), ends: [] };
  let counting = false;
  let updates = 0;

  /** How far each client's clock is in an update. Everybody gets the same one, so it is looked at once. */
  function endsOf(update: Uint8Array): [number, number][] {
    if (Buffer.compare(update, last.update) !== 0) {
      const { structs } = Y.decodeUpdate(update);
      last = { update, ends: structs.map(({ id, length }) => [id.client, id.clock + length]) };
    }
    return last.ends;
  }

  function hear(): (own: () => number, update: Uint8Array) => void {
    const seen = new Map<number, number>();
    return (own, update) => {
      const now = performance.now();
      for (const [client, clock] of endsOf(update)) {
        if (client === own()) continue;
        const theirs = drawn.get(client) ?? [];
        let index = seen.get(client) ?? 0;
        for (; (theirs[index]?.clock ?? Number.POSITIVE_INFINITY) <= clock; index += 1) {
          const one = theirs[index];
          if (one?.counts) waits.push(now - one.at);
        }
        seen.set(client, index);
      }
    };
  }

  const editors: Editor[] = [];
  for (const cookie of cookies) {
    const listen = hear();
    let own = 0;
    const editor = await openEditor({ origin, cookie, name, onUpdate: (update) => listen(() => own, update) });
    own = editor.client;
    drawn.set(own, []);
    editors.push(editor);
  }

  function draw(editor: Editor): void {
    const at = performance.now();
    drawn.get(editor.client)?.push({ clock: editor.draw(), at, counts: counting });
    if (counting) updates += 1;
  }

  /** All draw equally often, and no two of them at the same moment. */
  async function drawFor(milliseconds: number): Promise<void> {
    const begin = performance.now();
    const between = 1_000 / (perSecond * editors.length);
    let turn = 0;
    for (let now = begin; now < begin + milliseconds; now = performance.now()) {
      for (; begin + turn * between <= now; turn += 1) {
        const editor = editors[turn % editors.length];
        if (editor) draw(editor);
      }
      await sleep(1);
    }
  }

  await drawFor(WARM_UP * 1_000);
  process.send?.('begin');
  counting = true;
  await drawFor(seconds * 1_000);
  process.send?.('end');
  const expected = updates * (editors.length - 1);
  for (let waited = 0; waited < LATEST && waits.length < expected; waited += 50) await sleep(50);
  for (const editor of editors) editor.close();
  return { p50: percentile(waits, 0.5), p99: percentile(waits, 0.99), updates, delivered: waits.length, expected };
}
