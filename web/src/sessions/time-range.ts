/** Stretches of the calendar that the list can be narrowed to, in the reader's own zone. */
export const TIME_RANGES = ['today', 'week', 'month'] as const;
export type TimeRange = (typeof TIME_RANGES)[number];

export function parseTimeRange(text: string | null): TimeRange | undefined {
  return TIME_RANGES.find((range) => range === text);
}

/** From when to before when, for the API. A week begins on Monday (ISO 8601). */
export function rangeBounds(range: TimeRange, now: Date): { from: string; to: string } {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  const bounds = (from: Date, to: Date) => ({ from: from.toISOString(), to: to.toISOString() });
  switch (range) {
    case 'today':
      return bounds(new Date(year, month, day), new Date(year, month, day + 1));
    case 'week': {
      const monday = day - ((now.getDay() + 6) % 7);
      return bounds(new Date(year, month, monday), new Date(year, month, monday + 7));
    }
    case 'month':
      return bounds(new Date(year, month, 1), new Date(year, month + 1, 1));
    default:
      return range satisfies never;
  }
}
