import { account } from './schema.ts';

/** An account as others see it, for a select that joins it. */
export const userColumns = {
  id: account.id,
  first_name: account.first_name,
  last_name: account.last_name,
  username: account.username,
};
