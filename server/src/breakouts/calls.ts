import type { Called } from '@lectern/contract';

/** A stay, and where it is or is called to. */
export interface Placed {
  id: number;
  account_id: number;
  is_host: boolean;
  breakout_id: number | null;
  is_called: boolean;
  called_to_id: number | null;
}

/**
 * Calls these to where they are wanted; `undefined`: wherever they are. Who is on the way there already is not called
 * again. A call to where one is takes an earlier one back.
 */
export function callsFor<T extends Placed>(stays: T[], wanted: (stay: T) => number | null | undefined): Called[] {
  return stays.flatMap((stay) => {
    const to = wanted(stay);
    const bound = stay.is_called ? stay.called_to_id : stay.breakout_id;
    return to === undefined || to === bound ? [] : [{ participant_id: stay.id, breakout_id: to }];
  });
}
