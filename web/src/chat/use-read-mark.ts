import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ChatRoom } from './chat-room.ts';
import { lastRead, markRead, subscribeLastRead } from './last-read.ts';

/**
 * What is read is what was at the end of the log while somebody looked at it. `read_until` stays where one left off, so
 * that the line 'New' does not run away while one reads; it moves on when the page was out of sight in between.
 */
export function useReadMark(room: ChatRoom, newest_id: number, at_end: boolean) {
  const { account_id, store } = room;
  const { session_id } = store;
  const visible = useDocumentVisibility() === 'visible';
  const read = useSyncExternalStore(subscribeLastRead, () => lastRead(account_id, session_id));
  const [left, setLeft] = useState({ visible, until: read });
  if (left.visible !== visible) setLeft({ visible, until: visible ? read : left.until });
  useEffect(() => {
    if (visible && at_end && newest_id > 0) markRead(account_id, session_id, newest_id);
  }, [visible, at_end, newest_id, account_id, session_id]);
  return { read, read_until: left.until > 0 ? left.until : null };
}
