import { useEffect, useState, useSyncExternalStore } from 'react';
import { SpokenElsewhere } from './spoken-elsewhere.ts';
import { sessionStore } from './use-session.ts';

/** Who speaks in the breakouts now, by account; for hosts, others are not told. */
export function useSpoke(session_id: number): ReadonlySet<number> {
  const [spoken] = useState(() => new SpokenElsewhere());
  useEffect(() => {
    const undo = sessionStore(session_id).onSpoke((spoke) => spoken.note(spoke));
    return () => {
      undo();
      spoken.close();
    };
  }, [session_id, spoken]);
  return useSyncExternalStore(spoken.subscribe, spoken.getState);
}
