const keyOf = (account_id: number, session_id: number) => `lectern-draft:${account_id}:${session_id}`;

/** What was typed and not sent yet, in this tab. */
export function readDraft(account_id: number, session_id: number): string {
  try {
    return sessionStorage.getItem(keyOf(account_id, session_id)) ?? '';
  } catch {
    return '';
  }
}

export function keepDraft(account_id: number, session_id: number, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(keyOf(account_id, session_id));
    else sessionStorage.setItem(keyOf(account_id, session_id), text);
  } catch {
    // A full or forbidden store: then it lasts as long as the panel.
  }
}
