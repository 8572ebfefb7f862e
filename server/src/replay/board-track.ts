import * as Y from 'yjs';

/** A track begins with these bytes: Lectern's board track, version 1. */
const MAGIC = new TextEncoder().encode('LBT1');
/** What is drawn within so many milliseconds is one entry. */
const BIN = 250;
/** An entry's head: its recorded millisecond and the length of its update, each 32 bits, the lowest byte first. */
const HEAD = 8;

/** A change of a page, in recorded milliseconds. */
export interface TimedUpdate {
  at: number;
  data: Uint8Array;
}

/** What was drawn on one page of a recording, as one file: see docs/protocol.md. */
export interface BoardTrack {
  bytes: Uint8Array;
  /** Recorded milliseconds: when the page was first there, and when the last of it was drawn. */
  from: number;
  to: number;
}

/**
 * Makes a page's track of what was kept of it. Changes that came close together become one, what is in it already (after a
 * pause the page is kept anew) is left out, and what cannot be read too. Null: there is nothing in it.
 */
export function makeBoardTrack(updates: Iterable<TimedUpdate>): BoardTrack | null {
  const page = new Y.Doc();
  let changes: Uint8Array[] = [];
  page.on('update', (update: Uint8Array) => changes.push(update));
  const entries: TimedUpdate[] = [];
  for (const bin of inBins(updates)) {
    changes = [];
    page.transact(() => {
      for (const one of bin.updates) applyReadable(page, one);
    });
    const [first] = changes;
    if (first) entries.push({ at: bin.at, data: changes.length > 1 ? Y.mergeUpdates(changes) : first });
  }
  page.destroy();
  const [first] = entries;
  if (!first) return null;
  return { bytes: encode(entries), from: first.at, to: entries.at(-1)?.at ?? first.at };
}

function* inBins(updates: Iterable<TimedUpdate>): Generator<{ at: number; updates: Uint8Array[] }> {
  let bin: { at: number; updates: Uint8Array[] } | null = null;
  for (const { at, data } of updates) {
    // Servers' clocks may differ by a little: a track's times never go back.
    const time = Math.max(Math.round(at), bin?.at ?? 0);
    if (bin && time < bin.at + BIN) {
      bin.updates.push(data);
      continue;
    }
    if (bin) yield bin;
    bin = { at: time, updates: [data] };
  }
  if (bin) yield bin;
}

function applyReadable(page: Y.Doc, update: Uint8Array): void {
  try {
    Y.applyUpdate(page, update);
  } catch {
    // A document leaves it out as well.
  }
}

function encode(entries: readonly TimedUpdate[]): Uint8Array {
  const size = entries.reduce((sum, { data }) => sum + HEAD + data.length, MAGIC.length);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  let offset = MAGIC.length;
  for (const { at, data } of entries) {
    view.setUint32(offset, at, true);
    view.setUint32(offset + 4, data.length, true);
    bytes.set(data, offset + HEAD);
    offset += HEAD + data.length;
  }
  return bytes;
}
