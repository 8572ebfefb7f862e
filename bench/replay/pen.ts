import { setTimeout as sleep } from 'node:timers/promises';
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { DOCUMENTS_PATH, type DocumentAwareness, DocumentNotice, PAGE_KEYS, pageDocument } from '@lectern/contract';
import WebSocket from 'ws';
import * as Y from 'yjs';
import type { HandStroke } from './handwriting.ts';

/** A pen without a browser: it writes strokes as the web app does, and keeps nothing that it does not need. */
export interface Pen {
  turnTo: (page_id: number) => Promise<void>;
  /** A stroke in so many changes, with a pause between them, in milliseconds. When its last change was made, by Date.now(). */
  draw: (stroke: HandStroke, look: StrokeLook, changes: number, pause: number) => Promise<number>;
  /** Many strokes in one change. */
  drawAtOnce: (strokes: readonly (readonly [HandStroke, StrokeLook])[]) => Promise<void>;
  /** When the server has confirmed all but so many changes. */
  confirmed: (all_but: number) => Promise<void>;
  /** What the page comes to, in bytes. */
  size: () => number;
  show: (signs: DocumentAwareness) => void;
  close: () => void;
}

export interface StrokeLook {
  colour: string;
  /** How many there are below it on the page. */
  place: number;
}

/** So many changes may be on their way: more would only wait at the server. */
const ON_THEIR_WAY = 40;
const PER_POINT = 3;

export interface PenOptions {
  origin: string;
  cookie: string;
  /** Whether it knows how hard it is pressed, as a pen does and a mouse does not. */
  pressure: boolean;
  /** Tells its strokes' places from another's. */
  hand: number;
}

export function openPen({ origin, cookie, pressure, hand }: PenOptions): Pen {
  class SignedIn extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie, origin }, perMessageDeflate: false });
    }
  }
  const socket = new HocuspocusProviderWebsocket({
    url: `${origin.replace(/^http/, 'ws')}${DOCUMENTS_PATH}`,
    WebSocketPolyfill: SignedIn,
  });
  let provider: HocuspocusProvider | null = null;

  function page(): HocuspocusProvider {
    if (!provider) throw new Error('No page is open');
    return provider;
  }

  async function turnTo(page_id: number): Promise<void> {
    provider?.destroy();
    const opened = new HocuspocusProvider({
      name: pageDocument(page_id),
      websocketProvider: socket,
      token: 'cookie',
      onAuthenticationFailed: ({ reason }) => fail(`The page was refused: ${reason}`),
      onStateless: ({ payload }) => fail(`A stroke was refused: ${DocumentNotice.parse(JSON.parse(payload)).reason}`),
    });
    provider = opened;
    opened.attach();
    if (!opened.isSynced) await new Promise<void>((done) => opened.on('synced', () => done()));
  }

  async function confirmed(all_but: number): Promise<void> {
    const opened = page();
    while (opened.unsyncedChanges > all_but) {
      await new Promise<void>((done) => {
        const look = () => {
          opened.off('unsyncedChanges', look);
          done();
        };
        opened.on('unsyncedChanges', look);
      });
    }
  }

  function put(stroke: HandStroke, { colour, place }: StrokeLook, points: readonly number[]): Y.Array<number> {
    const entry = new Y.Map<unknown>();
    const drawn = Y.Array.from(pressure ? [...points] : points.map((one, at) => (at % PER_POINT === 2 ? 0 : one)));
    entry.set(PAGE_KEYS.base, {
      type: 'freedraw',
      x: stroke.x,
      y: stroke.y,
      strokeColor: colour,
      seed: place + 1,
      index: indexOf(place, hand),
      simulatePressure: !pressure,
    });
    entry.set(PAGE_KEYS.points, drawn);
    page().document.getMap(PAGE_KEYS.elements).set(`pen-${hand}-${place}`, entry);
    return drawn;
  }

  return {
    turnTo,
    confirmed,
    async draw(stroke, look, changes, pause) {
      const { packed } = stroke;
      const each = Math.ceil(packed.length / PER_POINT / changes) * PER_POINT;
      let last = Date.now();
      const points = put(stroke, look, packed.slice(0, each));
      for (let at = each; at < packed.length; at += each) {
        if (pause > 0) await sleep(pause);
        await confirmed(ON_THEIR_WAY);
        last = Date.now();
        points.push(packed.slice(at, at + each).map((one, n) => (!pressure && n % PER_POINT === 2 ? 0 : one)));
      }
      await confirmed(ON_THEIR_WAY);
      return last;
    },
    async drawAtOnce(strokes) {
      page().document.transact(() => {
        for (const [stroke, look] of strokes) put(stroke, look, stroke.packed);
      });
      await confirmed(0);
    },
    size: () => Y.encodeStateAsUpdate(page().document).length,
    show: (signs) => page().awareness?.setLocalState(signs),
    close() {
      provider?.destroy();
      socket.destroy();
    },
  };
}

function fail(what: string): never {
  console.error(what);
  process.exit(1);
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The fractional index of a place: four digits, and one more by which two pens differ. */
export function indexOf(place: number, hand: number): string {
  let digits = '';
  for (let rest = place, left = 0; left < 4; left++, rest = Math.floor(rest / DIGITS.length)) {
    digits = `${DIGITS[rest % DIGITS.length]}${digits}`;
  }
  return `d${digits}${DIGITS[hand + 1]}`;
}
