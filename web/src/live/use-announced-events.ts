import type { TFunction } from 'i18next';
import { useEffect } from 'react';
import { personName } from '#people/person-name.ts';
import { announce } from '#ui/announcer.tsx';
import { untilLoaded } from '#ui/lazy-part.ts';
import type { LiveFace } from './live-face.ts';
import type { spoken } from './spoken.ts';
import { sessionStore } from './use-session.ts';

/** Says what happens in a session to those who do not see it: comings and goings in the room, and each change of state. */
export function useAnnouncedEvents(session_id: number, face: LiveFace['face'], t: TFunction): void {
  useEffect(() => {
    const store = sessionStore(session_id);
    const names = new Map<number, string>();
    const remember = () => {
      const feed = store.getFeed();
      if (feed.kind !== 'open') return;
      for (const { id, user } of feed.view.participants) names.set(id, personName(user));
    };
    remember();
    const undo = [
      store.subscribe(remember),
      store.onEvent((event) => {
        const feed = store.getFeed();
        const me = feed.kind === 'open' ? feed.view.account_id : null;
        void say(event, { face, me }, names, t);
      }),
    ];
    return () => {
      for (const one of undo) one();
    };
  }, [session_id, face, t]);
}

/** Nobody needs the words to get in: they are loaded with the first event. */
async function say(...said: Parameters<typeof spoken>): Promise<void> {
  const words = await untilLoaded(() => import('./spoken.ts'));
  const text = words.spoken(...said);
  if (text) announce(text);
}
