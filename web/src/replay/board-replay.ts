import * as Y from 'yjs';

/** One change of a page, at its recorded second. */
export interface TrackEntry {
  at: number;
  update: Uint8Array;
}

const MAGIC = 'LBT1';
const HEAD = 8;
/** After so many changes the page is kept as it is then: going back begins at the nearest. */
const KEEP_EVERY = 200;

/** Reads a page's track: see docs/protocol.md. What is cut off at its end is left out. */
export function readTrack(bytes: Uint8Array): TrackEntry[] {
  if (new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) throw new Error('This is no board track');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: TrackEntry[] = [];
  for (let offset = MAGIC.length; offset + HEAD <= bytes.length; ) {
    const length = view.getUint32(offset + 4, true);
    const end = offset + HEAD + length;
    if (end > bytes.length) break;
    entries.push({ at: view.getUint32(offset, true) / 1000, update: bytes.subarray(offset + HEAD, end) });
    offset = end;
  }
  return entries;
}

/** A page of the board at any time of its recording. */
export class BoardReplay {
  readonly #entries: readonly TrackEntry[];
  /** The page after so many entries. */
  readonly #kept = new Map<number, Uint8Array>();
  #doc = new Y.Doc();
  /** How many entries are in the document. */
  #applied = 0;

  constructor(entries: readonly TrackEntry[]) {
    this.#entries = entries;
  }

  /** The page as it was then. The document is good until it is asked for another time. */
  at(time: number): { doc: Y.Doc; changed: boolean } {
    const wanted = countUntil(this.#entries, time);
    if (wanted === this.#applied) return { doc: this.#doc, changed: false };
    if (wanted < this.#applied) this.#goBack(wanted);
    while (this.#applied < wanted) this.#step(Math.min(wanted, this.#nextKept()));
    return { doc: this.#doc, changed: true };
  }

  close(): void {
    this.#doc.destroy();
  }

  #nextKept(): number {
    return (Math.floor(this.#applied / KEEP_EVERY) + 1) * KEEP_EVERY;
  }

  #step(to: number): void {
    const doc = this.#doc;
    doc.transact(() => {
      for (const { update } of this.#entries.slice(this.#applied, to)) Y.applyUpdate(doc, update);
    });
    this.#applied = to;
    if (to % KEEP_EVERY === 0 && !this.#kept.has(to)) this.#kept.set(to, Y.encodeStateAsUpdate(doc));
  }

  #goBack(to: number): void {
    this.#doc.destroy();
    this.#doc = new Y.Doc();
    const nearest = Math.floor(to / KEEP_EVERY) * KEEP_EVERY;
    const state = this.#kept.get(nearest);
    if (state) Y.applyUpdate(this.#doc, state);
    this.#applied = state ? nearest : 0;
  }
}

function countUntil(entries: readonly TrackEntry[], time: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.at ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
