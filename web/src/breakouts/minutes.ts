import { LONGEST_BREAKOUTS } from '@lectern/contract';

const LONGEST = LONGEST_BREAKOUTS / 60;

/** What was typed as a number of minutes; null: nothing, so no limit. */
export function parseMinutes(text: string): number | null | 'wrong' {
  const typed = text.trim();
  if (typed === '') return null;
  const minutes = Number(typed);
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST ? minutes : 'wrong';
}
