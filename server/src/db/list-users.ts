import type { User } from '@lectern/contract';
import { inArray } from 'drizzle-orm';
import type { Executor } from './connect.ts';
import { account } from './schema.ts';
import { userColumns } from './user-columns.ts';

/** These accounts, as others see them, in no order. */
export async function listUsers(db: Executor, ids: readonly number[]): Promise<User[]> {
  return db
    .select(userColumns)
    .from(account)
    .where(inArray(account.id, [...ids]));
}
