import { and, eq, isNull, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

/** Of a table's rows those of one room of a session: of a breakout, or with null of the main room. */
export function inRoom(
  table: { session_id: AnyPgColumn; breakout_id: AnyPgColumn },
  { session_id, breakout_id }: { session_id: number; breakout_id: number | null },
): SQL | undefined {
  const here = breakout_id === null ? isNull(table.breakout_id) : eq(table.breakout_id, breakout_id);
  return and(eq(table.session_id, session_id), here);
}
