import type { RecordingStopReason, SessionView } from '@lectern/contract';
import { useEffect, useState } from 'react';
import { sessionStore } from '#live/use-session.ts';

type BadEnd = Extract<RecordingStopReason, 'disk_full' | 'lost'>;

/** Why the last recording came to an end that no host wanted, until that is put away. */
export function useBadEnd({ session }: SessionView): { end: BadEnd | null; putAway: () => void } {
  const [end, setEnd] = useState<BadEnd | null>(null);
  useEffect(
    () =>
      sessionStore(session.id).onEvent((event) => {
        if (event.type === 'recording.requested') setEnd(null);
        if (event.type !== 'recording.stopped') return;
        const { reason } = event.data;
        setEnd(reason === 'disk_full' || reason === 'lost' ? reason : null);
      }),
    [session.id],
  );
  return { end, putAway: () => setEnd(null) };
}
