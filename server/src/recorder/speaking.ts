import type { ManifestLine } from './manifest.ts';
import type { RoomId } from './permission.ts';

/** A pause of speech that is shorter than this, in milliseconds, is a breath. */
const BREATH = 700;

export interface SpeakingParts {
  breakout_id: RoomId;
  until(account_id: number, at: number): number | null;
  tell(line: ManifestLine): void;
}

/** Writes down who spoke when, as LiveKit hears it; of people and moments that may not be recorded, nothing. */
export function createSpeaking({ breakout_id, until, tell }: SpeakingParts) {
  const speaking = new Map<number, { from: number; ceased: number | null }>();

  function change(account_id: number, speaks: boolean, at: number): void {
    const current = speaking.get(account_id);
    if (speaks && current) current.ceased = null;
    else if (speaks) speaking.set(account_id, { from: at, ceased: null });
    else if (current) current.ceased ??= at;
  }

  /** Tells of what is over. */
  function tick(at: number): void {
    for (const [account_id, { from, ceased }] of speaking) {
      if (ceased !== null && at - ceased >= BREATH) settle(account_id, from, ceased);
    }
  }

  function settle(account_id: number, from: number, to: number): void {
    speaking.delete(account_id);
    const limit = until(account_id, from);
    if (limit !== null && Math.min(to, limit) > from)
      tell({ kind: 'spoke', account_id, breakout_id, from, to: Math.min(to, limit) });
  }

  function end(at: number): void {
    for (const [account_id, { from, ceased }] of [...speaking]) settle(account_id, from, ceased ?? at);
  }

  return { change, tick, end };
}
