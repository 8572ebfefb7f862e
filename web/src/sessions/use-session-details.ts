import type { Session } from '@lectern/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { SessionFeed } from '#live/session-store.ts';
import { sessionKey, useSessionQuery } from './session-queries.ts';

/** A lively session brings many events: the counts are read again at most this often, in milliseconds. */
const READ_EVERY = 3_000;

/** A session as read from the server, with all that its events have told since laid over it. */
export function useSessionDetails(id: number, feed: SessionFeed) {
  const queries = useQueryClient();
  const { data, error, refetch } = useSessionQuery(id);
  const view = feed.kind === 'open' ? feed.view : null;
  const seq = view?.seq;
  const readAt = useRef(0);
  // The two counts are in no event: after some have come, they are read again.
  useEffect(() => {
    if (seq === undefined) return;
    const timer = setTimeout(
      () => {
        readAt.current = Date.now();
        void queries.invalidateQueries({ queryKey: sessionKey(id) });
      },
      Math.max(0, readAt.current + READ_EVERY - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [queries, id, seq]);
  const session: Session | undefined = data && view ? { ...data, ...view.session, my_booking: view.my_booking } : data;
  return { session, error, refetch };
}
