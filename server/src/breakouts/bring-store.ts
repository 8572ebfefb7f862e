import { and, eq } from 'drizzle-orm';
import type { Executor } from '#db/connect.ts';
import { breakout } from '#db/schema.ts';

/** A breakout of this session, removed or not; null where there never was such a one. */
export async function findRoomEver(
  db: Executor,
  session_id: number,
  id: number,
): Promise<{ id: number; name: string } | null> {
  const [row] = await db
    .select({ id: breakout.id, name: breakout.name })
    .from(breakout)
    .where(and(eq(breakout.id, id), eq(breakout.session_id, session_id)));
  return row ?? null;
}
