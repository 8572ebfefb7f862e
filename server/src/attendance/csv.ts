import type { Attended } from '@lectern/contract';
import { stringify } from 'csv-stringify/sync';

const COLUMNS = ['first_name', 'last_name', 'username', 'joined_at', 'left_at', 'total_seconds'] as const;

/**
 * One row per stay, as RFC 4180 has it. A name that a spreadsheet would take for a formula is kept from being one, and
 * the mark at the beginning tells Excel that this is UTF-8.
 */
export function attendanceCsv(people: readonly Attended[]): string {
  const rows = people.flatMap(({ user, stays, seconds }) =>
    stays.map(({ joined_at, left_at }) => ({ ...user, joined_at, left_at: left_at ?? '', total_seconds: seconds })),
  );
  return stringify(rows, {
    header: true,
    columns: [...COLUMNS],
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}
