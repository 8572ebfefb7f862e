import { User } from '@lectern/contract';
import { z } from 'zod';

/** What was typed and not sent yet, and for whom: a private thought must not come back as one to everyone. */
const Draft = z.object({ text: z.string(), to: User.nullable() });
export type Draft = z.infer<typeof Draft>;

const EMPTY: Draft = { text: '', to: null };
const keyOf = (account_id: number, session_id: number) => `lectern-draft:${account_id}:${session_id}`;

export function readDraft(account_id: number, session_id: number): Draft {
  try {
    return Draft.parse(JSON.parse(sessionStorage.getItem(keyOf(account_id, session_id)) ?? ''));
  } catch {
    return EMPTY;
  }
}

export function keepDraft(account_id: number, session_id: number, draft: Draft): void {
  try {
    const key = keyOf(account_id, session_id);
    if (draft.text === '' && draft.to === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A full or forbidden store: then it lasts as long as the panel.
  }
}
