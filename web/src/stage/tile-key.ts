import type { Item } from './arrangement.ts';

/** What the stage knows a tile by. */
export const tileKey = ({ kind, account_id }: Pick<Item, 'kind' | 'account_id'>) => `${kind}-${account_id}`;
