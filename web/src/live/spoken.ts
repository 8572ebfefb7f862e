import type { SessionEvent } from '@lectern/contract';
import type { TFunction } from 'i18next';
import { personName } from '#people/person-name.ts';
import type { LiveFace } from './live-face.ts';

/** What to say of an event to those who do not see it; null where that is nothing. */
export function spoken(
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
    case 'participant.joined': {
      const { user } = event.data.participant;
      return face === 'live' && user.id !== me ? t('said.joined', { name: personName(user) }) : null;
    }
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
