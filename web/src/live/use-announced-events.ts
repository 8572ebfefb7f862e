import type { SessionEvent } from '@lectern/contract';
import type { TFunction } from 'i18next';
import { useEffect } from 'react';
import { personName } from '#people/person-name.ts';
import { announce } from '#ui/announcer.tsx';
import type { LiveFace } from './live-face.ts';
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
        const text = spoken(event, { face, me }, names, t);
        if (text) announce(text);
      }),
    ];
    return () => {
      for (const one of undo) one();
    };
  }, [session_id, face, t]);
}

function spoken(
  event: SessionEvent,
  { face, me }: { face: LiveFace['face']; me: number | null },
  names: ReadonlyMap<number, string>,
  t: TFunction,
): string | null {
  switch (event.type) {
    case 'session.started':
      return t('said.started');
    case 'session.ended':
      return t('said.ended');
    case 'session.cancelled':
      return t('said.cancelled');
    case 'participant.joined':
      return face === 'live' ? t('said.joined', { name: personName(event.data.participant.user) }) : null;
    case 'participant.left': {
      const name = names.get(event.data.participant_id);
      return face === 'live' && name ? t('said.left', { name }) : null;
    }
    case 'hand.raised': {
      const { user } = event.data.hand;
      return face === 'live' && user.id !== me ? t('said.handRaised', { name: personName(user) }) : null;
    }
    case 'word.given': {
      const { user } = event.data;
      // Whoever it is given to is told by a notice of its own.
      return user.id === me ? null : t('said.wordGiven', { name: personName(user) });
    }
    default:
      return null;
  }
}
