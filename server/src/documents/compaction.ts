import * as Y from 'yjs';
import type { LoggedUpdate, Merged } from './store.ts';

/** How many updates are merged at once. */
const GROUP = 16;

/**
 * Which of a log's rows are worth merging now: as many from the end as together weigh at least half of what comes before
 * them. So a large document is not written anew for every stroke, and what is written again and again stays small.
 */
export function chooseRows(rows: readonly { seq: number; size: number }[], at_least: number): number[] {
  let from = rows.length;
  let total = 0;
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const size = rows[index]?.size ?? 0;
    const merged = rows.length - from;
    if (merged >= at_least && size > 2 * total) break;
    total += size;
    from = index;
  }
  const chosen = rows.slice(from).map(({ seq }) => seq);
  return chosen.length >= at_least ? chosen : [];
}

/**
 * One update for many. Where it is the whole log, what was deleted is left out too. Rows that cannot be read are not
 * touched, in case somebody can one day.
 */
export function mergeRows(rows: readonly LoggedUpdate[], whole: boolean): Merged | null {
  const good = rows.filter(({ data }) => isReadable(data));
  if (good.length < 2) return null;
  const updates = good.map(({ data }) => data);
  const data = whole ? stateOf(updates) : mergeMany(updates);
  return { rows: good.map(({ seq }) => seq), data };
}

/** In small groups, and those again: Yjs takes the square of their number for many at once, and would hold up everybody. */
export function mergeMany(updates: Uint8Array[]): Uint8Array {
  let merged = updates;
  while (merged.length > 1) {
    const groups = Array.from({ length: Math.ceil(merged.length / GROUP) }, (_, index) =>
      merged.slice(index * GROUP, (index + 1) * GROUP),
    );
    merged = groups.map((group) => Y.mergeUpdates(group));
  }
  return merged[0] ?? Y.encodeStateAsUpdate(new Y.Doc());
}

function stateOf(updates: Uint8Array[]): Uint8Array {
  const scratch = new Y.Doc();
  scratch.transact(() => {
    for (const one of updates) Y.applyUpdate(scratch, one);
  });
  const state = Y.encodeStateAsUpdate(scratch);
  scratch.destroy();
  return state;
}

/** Brings a document up to these rows; the numbers of those that cannot be read. */
export function applyRows(document: Y.Doc, rows: readonly LoggedUpdate[], origin: unknown): number[] {
  const bad: number[] = [];
  document.transact(() => {
    for (const { seq, data } of rows) {
      try {
        Y.applyUpdate(document, data, origin);
      } catch {
        bad.push(seq);
      }
    }
  }, origin);
  return bad;
}

function isReadable(data: Uint8Array): boolean {
  try {
    Y.decodeUpdate(data);
    return true;
  } catch {
    return false;
  }
}
