const readers = new Set<() => void>();
/** For where nothing can be stored: it lasts as long as the page. */
const unstored = new Map<string, number>();

const keyOf = (account_id: number, session_id: number) => `lectern-chat-read:${account_id}:${session_id}`;

/** The newest message that this account has seen in this session, here or in another tab; 0 where it has seen none. */
export function lastRead(account_id: number, session_id: number): number {
  const key = keyOf(account_id, session_id);
  try {
    return Number(localStorage.getItem(key)) || unstored.get(key) || 0;
  } catch {
    return unstored.get(key) ?? 0;
  }
}

/** Never goes back: what was seen once stays seen. */
export function markRead(account_id: number, session_id: number, message_id: number): void {
  if (message_id <= lastRead(account_id, session_id)) return;
  const key = keyOf(account_id, session_id);
  unstored.set(key, message_id);
  try {
    localStorage.setItem(key, String(message_id));
  } catch {
    // A full or forbidden store costs nobody their session.
  }
  for (const reader of readers) reader();
}

export function subscribeLastRead(reader: () => void): () => void {
  readers.add(reader);
  // Other tabs tell of themselves by this.
  window.addEventListener('storage', reader);
  return () => {
    readers.delete(reader);
    window.removeEventListener('storage', reader);
  };
}
