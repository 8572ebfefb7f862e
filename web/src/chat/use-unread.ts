import { useEffect, useState, useSyncExternalStore } from 'react';
import type { OpenFeed } from '#live/session-store.ts';
import { lastRead, subscribeLastRead } from './last-read.ts';
import { outboxKey } from './outbox-key.ts';

/** What is counted; more than this nobody reads as a number. */
const MOST = 99;

/** How many messages of others wait to be read, at most 99 and one, and whether one of them means this account. */
export function useUnread(feed: OpenFeed, isShown: boolean): { count: number; mentioned: boolean } {
  const { view } = feed;
  useEffect(() => sendWhatIsLeft(view.account_id, view.session.id), [view.account_id, view.session.id]);
  const read = useSyncExternalStore(subscribeLastRead, () => lastRead(view.account_id, view.session.id));
  const messages = view.room?.messages;
  // The view holds only the latest: what was counted and has gone out of it since stays counted until it is read.
  const [known, setKnown] = useState<{ messages: typeof messages; waiting: ReadonlyMap<number, boolean> }>({
    messages: undefined,
    waiting: new Map(),
  });
  let { waiting } = known;
  if (messages && messages !== known.messages) {
    const next = new Map([...waiting].slice(-MOST - 1));
    for (const { id, user, deleted_at, mentions, to } of messages) {
      if (deleted_at !== null) next.delete(id);
      else if (id > read && user.id !== view.account_id)
        next.set(id, to?.id === view.account_id || mentions.some((one) => one.id === view.account_id));
    }
    waiting = next;
    setKnown({ messages, waiting });
  }
  const unread = isShown ? [] : [...waiting].filter(([id]) => id > read);
  return { count: Math.min(unread.length, MOST + 1), mentioned: unread.some(([, means_me]) => means_me) };
}

/** What was on its way when the page was loaded again goes on, also before anybody opens the chat. */
function sendWhatIsLeft(account_id: number, session_id: number): void {
  try {
    if (sessionStorage.getItem(outboxKey(account_id, session_id)) === null) return;
  } catch {
    return;
  }
  void import('./chat-room.ts').then(({ chatRoom }) => chatRoom(session_id, account_id)).catch(() => undefined);
}
