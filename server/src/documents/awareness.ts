import { DocumentAwareness, LARGEST_AWARENESS, LARGEST_CURSOR } from '@lectern/contract';

export type CheckedAwareness =
  | { kind: 'taken'; state: DocumentAwareness }
  /** No client of ours sends this. */
  | { kind: 'malformed' }
  /** It says that it is somebody else. */
  | { kind: 'spoofed' };

/** What a client says of itself, with the account it is really of put in. */
export function checkAwareness(said: unknown, account_id: number): CheckedAwareness {
  if (sizeOf(said) > LARGEST_AWARENESS) return { kind: 'malformed' };
  const parsed = DocumentAwareness.safeParse(said);
  if (!parsed.success || sizeOf(parsed.data.cursor) > LARGEST_CURSOR) return { kind: 'malformed' };
  const { user, ...state } = parsed.data;
  if (user && user.id !== account_id) return { kind: 'spoofed' };
  return { kind: 'taken', state: { ...state, user: { id: account_id } } };
}

function sizeOf(value: unknown): number {
  return value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value));
}
