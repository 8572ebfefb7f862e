import type { Session } from '@lectern/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { SessionFeed } from '#live/session-store.ts';
import { sessionKey, useSessionQuery } from './session-queries.ts';

/** A session as read from the server, with all that its events have told since laid over it. */
export function useSessionDetails(id: number, feed: SessionFeed) {
  const queries = useQueryClient();
  const { data, error, refetch } = useSessionQuery(id);
  const view = feed.kind === 'open' ? feed.view : null;
  const seq = view?.seq;
  // The two counts are in no event: after each, they are read again.
  useEffect(() => {
    if (seq !== undefined) void queries.invalidateQueries({ queryKey: sessionKey(id) });
  }, [queries, id, seq]);
  const session: Session | undefined = data && view ? { ...data, ...view.session, my_booking: view.my_booking } : data;
  return { session, error, refetch };
}
