import { Id, InstantInput } from '@lectern/contract';
import { z } from 'zod';
import { Refusal } from './refusal.ts';

const Position = z.object({ listed_at: InstantInput, id: Id });

/** A page's end as an opaque text for the next request. */
export function encodeCursor(position: { listed_at: Date; id: number }): string {
  return Buffer.from(`${position.listed_at.toISOString()}~${position.id}`).toString('base64url');
}

/** Throws `invalid_input` for anything that `encodeCursor` did not make. */
export function decodeCursor(cursor: string): { listed_at: Date; id: number } {
  const [listed_at, id] = Buffer.from(cursor, 'base64url').toString().split('~');
  const position = Position.safeParse({ listed_at, id: Number(id) });
  if (!position.success) throw new Refusal('invalid_input', [{ path: 'cursor', message: 'is not one of ours' }]);
  return { listed_at: new Date(position.data.listed_at), id: position.data.id };
}
