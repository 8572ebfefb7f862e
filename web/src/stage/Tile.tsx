import type { User } from '@lectern/contract';
import { IconMicrophoneOff } from '@tabler/icons-react';
import { memo } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { Picture } from '#live/media-connection.ts';
import { Avatar } from '#people/Avatar.tsx';
import { personName } from '#people/person-name.ts';
import classes from './Tile.module.css';
import { Video } from './Video.tsx';

interface TileProps {
  user: User;
  own: boolean;
  picture: Picture | null;
  microphone: boolean;
  speaking: boolean;
  width: number;
  height: number;
}

/** One person: the picture or initials, the name, and whether they can be heard. */
export const Tile = memo(function Tile({ user, own, picture, microphone, speaking, width, height }: TileProps) {
  const { t } = useTexts();
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
        <Video picture={picture} mirrored={own} className={classes.video} />
      ) : (
        <Avatar user={user} size="large" />
      )}
      <div className={classes.name}>
        {!microphone && <IconMicrophoneOff size={16} role="img" aria-label={t('people.microphoneOff')} />}
        <span className={classes.text}>{own ? t('live.you', { name }) : name}</span>
      </div>
    </div>
  );
});
