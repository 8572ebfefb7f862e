import type { Presence, User } from '@lectern/contract';
import { IconHandStop, IconMicrophone2, IconMicrophoneOff } from '@tabler/icons-react';
import { memo } from 'react';
import { FloatingReactions } from '#hands/FloatingReactions.tsx';
import type { FloatingReaction } from '#hands/use-floating-reactions.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { Picture } from '#live/person-media.ts';
import { Avatar } from '#people/Avatar.tsx';
import { AwayMark } from '#people/AwayMark.tsx';
import { personName } from '#people/person-name.ts';
import { usePreferences } from '#settings/preferences.ts';
import classes from './Tile.module.css';
import { Video } from './Video.tsx';

interface TileProps {
  user: User;
  own: boolean;
  picture: Picture | null;
  microphone: boolean;
  speaking: boolean;
  /** The place of the raised hand in the queue. */
  hand: number | null;
  word: boolean;
  away: Presence['away'];
  reactions: readonly FloatingReaction[];
  width: number;
  height: number;
}

/** One person: the picture or initials, the name, and whether they can be heard. */
export const Tile = memo(function Tile({ user, own, picture, microphone, speaking, ...props }: TileProps) {
  const { t } = useTexts();
  const { mirrored } = usePreferences();
  const { hand, word, away, reactions, width, height } = props;
  const name = personName(user);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div
      role="group"
      aria-label={name}
      className={classes.tile}
      data-speaking={speaking || undefined}
      style={{ width, height }}
    >
      {picture ? (
        <Video picture={picture} mirrored={own && mirrored} className={classes.video} />
      ) : (
        <Avatar user={user} size="large" />
      )}
      {(hand !== null || word || away) && (
        <div className={classes.marks}>
          {hand !== null && (
            <span className={classes.hand}>
              <IconHandStop size={18} role="img" aria-label={t('hands.number', { number: hand })} />
              <span aria-hidden>{hand}</span>
            </span>
          )}
          {word && <IconMicrophone2 size={18} role="img" aria-label={t('hands.word')} />}
          {away && <AwayMark away={away} />}
        </div>
      )}
      {reactions.length > 0 && <FloatingReactions reactions={reactions} />}
      <div className={classes.name}>
        {!microphone && <IconMicrophoneOff size={16} role="img" aria-label={t('people.microphoneOff')} />}
        <span className={classes.text}>{own ? t('live.you', { name }) : name}</span>
      </div>
    </div>
  );
});
