import { eq } from 'drizzle-orm';
import type { Executor } from '#db/connect.ts';
import { sharedSecret } from '#db/schema.ts';

/**
 * The secret that all servers of a site use: the first of them gives its own, the others take that one. So nobody is
 * signed out when a second server is added, and nothing has to be copied between the data folders.
 */
export async function agreeOnSecret(db: Executor, name: string, own: string): Promise<string> {
  await db.insert(sharedSecret).values({ name, value: own }).onConflictDoNothing();
  const [row] = await db.select().from(sharedSecret).where(eq(sharedSecret.name, name));
  if (!row) throw new Error(`The shared secret ${name} was not kept`);
  return row.value;
}
