const readers = new Set<() => void>();
/** What this tab knows; the browser's store is written a little later, because in a busy class each message is news. */
const known = new Map<string, number>();
const unwritten = new Set<string>();
let writing: ReturnType<typeof setTimeout> | undefined;

/** How long the store may be behind, in milliseconds. */
const BEHIND = 400;

const keyOf = (account_id: number, session_id: number) => `lectern-chat-read:${account_id}:${session_id}`;

/** The newest message that this account has seen in this session, here or in another tab; 0 where it has seen none. */
export function lastRead(account_id: number, session_id: number): number {
  const key = keyOf(account_id, session_id);
  const read = known.get(key) ?? stored(key);
  known.set(key, read);
  return read;
}

/** Never goes back: what was seen once stays seen. */
export function markRead(account_id: number, session_id: number, message_id: number): void {
  if (message_id <= lastRead(account_id, session_id)) return;
  const key = keyOf(account_id, session_id);
  known.set(key, message_id);
  unwritten.add(key);
  writing ??= setTimeout(write, BEHIND);
  for (const reader of readers) reader();
}

export function subscribeLastRead(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

function write(): void {
  clearTimeout(writing);
  writing = undefined;
  for (const key of unwritten) {
    try {
      localStorage.setItem(key, String(Math.max(known.get(key) ?? 0, stored(key))));
    } catch {
      // A full or forbidden store costs nobody their session: then it lasts as long as the page.
    }
  }
  unwritten.clear();
}

function stored(key: string): number {
  try {
    return Number(localStorage.getItem(key)) || 0;
  } catch {
    return 0;
  }
}

if (typeof window !== 'undefined') {
  window.addEventListener('pagehide', write);
  // Other tabs tell of themselves by this.
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key === null || !known.has(key)) return;
    known.set(key, Math.max(known.get(key) ?? 0, Number(newValue) || 0));
    for (const reader of readers) reader();
  });
}
