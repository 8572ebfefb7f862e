import type { DeviceChoice } from './device-lists.ts';

/** What has happened to a device without the person's doing. */
export type DeviceNews =
  /** Another one stepped in. `lost` is its name, null where that is not known any more. `seen`: the person has read it. */
  | { kind: 'fell_back'; lost: string | null; now: string; seen: boolean }
  /** There was none to step in. */
  | { kind: 'gone'; seen: boolean }
  /** It is there again, and is not used. */
  | { kind: 'back'; id: string; name: string };

export interface DeviceSituation {
  /** What the person would have; null: whatever there is. */
  wish: { id: string; label: string | null } | null;
  /** What the live track uses; null while it is off. */
  used: DeviceChoice | null;
  /** What there is. */
  choices: readonly DeviceChoice[];
}

/** What there is to say now. Whether something is back depends on its having been missed before. */
export function deviceNews(before: DeviceNews | null, { wish, used, choices }: DeviceSituation): DeviceNews | null {
  if (wish === null || (used !== null && isWished(wish, used))) return null;
  const missed = before !== null;
  const there = choices.find((one) => isWished(wish, one));
  if (there) return missed ? { kind: 'back', id: there.id, name: there.label } : null;
  if (used) {
    const seen = before?.kind === 'fell_back' && before.now === used.label && before.seen;
    return { kind: 'fell_back', lost: wish.label, now: used.label, seen };
  }
  return missed ? { kind: 'gone', seen: before.kind === 'gone' && before.seen } : null;
}

/** What is still to be shown of it. */
export function unseen(news: DeviceNews | null): DeviceNews | null {
  return news && news.kind !== 'back' && news.seen ? null : news;
}

/** By its name as well: "default" is now this device and now that. */
function isWished({ id, label }: { id: string; label: string | null }, one: DeviceChoice): boolean {
  return one.id === id && (label === null || one.label === label);
}
