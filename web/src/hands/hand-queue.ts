import type { RoomView } from '@lectern/contract';

/** The place of somebody's hand in the queue, from 1; null where it is down. */
export function handNumber(room: RoomView | null, account_id: number): number | null {
  const index = room?.hands.findIndex((hand) => hand.user.id === account_id) ?? -1;
  return index < 0 ? null : index + 1;
}

/** Minutes and seconds, as on a stopwatch. */
export function waitedTime(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
