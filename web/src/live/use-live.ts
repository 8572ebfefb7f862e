import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { calmly } from './calmly.ts';
import { wasInsideBeforeReload } from './kept-place.ts';
import { LiveSession } from './live-session.ts';
import { holdSession, sessionStore } from './use-session.ts';

/** This tab's part in a session's live room. Leaving the page ends it. `enter`: go straight in. */
export function useLive(session_id: number, enter: boolean): LiveSession | null {
  const [live, setLive] = useState<LiveSession | null>(null);
  useEffect(() => {
    const release = holdSession(session_id);
    const made = new LiveSession(session_id, sessionStore(session_id));
    made.open();
    setLive(made);
    if (enter || wasInsideBeforeReload(session_id)) void made.enter('continue');
    return () => {
      made.close();
      setLive(null);
      release();
    };
  }, [session_id, enter]);
  return live;
}

export function useLiveState(live: LiveSession) {
  return useSyncExternalStore(live.subscribe, live.getState);
}

export function usePeopleMedia(live: LiveSession) {
  const subscribe = useMemo(() => calmly(live.subscribe), [live]);
  return useSyncExternalStore(subscribe, live.getPeople);
}
