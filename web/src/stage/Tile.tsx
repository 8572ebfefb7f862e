import type { Presence, User } from '@lectern/contract';
import { IconMicrophoneOff } from '@tabler/icons-react';
import { memo, Suspense } from 'react';
import type { FloatingReaction } from '#hands/use-floating-reactions.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { LinkQuality, Picture } from '#live/person-media.ts';
import { Avatar } from '#people/Avatar.tsx';
import { personName } from '#people/person-name.ts';
import { usePreferences } from '#settings/preferences.ts';
import { lazyPart } from '#ui/lazy-part.ts';
import classes from './Tile.module.css';
import { Video } from './Video.tsx';

// Not needed for the first look at the others.
const { Part: TileMarks } = lazyPart(async () => (await import('./TileMarks.tsx')).TileMarks);
const { Part: TileExtras } = lazyPart(async () => (await import('./TileExtras.tsx')).TileExtras);

export interface TileProps {
  /** What the stage knows it by. */
  tile: string;
  user: User;
  own: boolean;
  picture: Picture | null;
  /** The camera is on, whether or not its picture is received. */
  camera: boolean;
  microphone: boolean;
  speaking: boolean;
  quality: LinkQuality;
  /** The place of the raised hand in the queue. */
  hand: number | null;
  word: boolean;
  away: Presence['away'];
  reactions: readonly FloatingReaction[];
  /** Nothing comes from here at the moment. */
  dimmed: boolean;
  pinned: boolean;
  /** The one tile that Tab leads to; arrow keys lead on. */
  current: boolean;
  settled: boolean;
  onTogglePin: (account_id: number) => void;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** One person: the picture or initials, the name, and whether they can be heard. */
export const Tile = memo(function Tile(props: TileProps) {
  const { t } = useTexts();
  const { mirrored } = usePreferences();
  const { user, own, picture, hand, word, away, reactions, left, top, width, height } = props;
  const name = personName(user);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div
      role="group"
      aria-label={name}
      className={classes.tile}
      data-tile={props.tile}
      data-speaking={props.speaking || undefined}
      data-dimmed={props.dimmed || undefined}
      tabIndex={props.current ? 0 : -1}
      style={{ left, top, width, height }}
    >
      {picture ? (
        <Video picture={picture} mirrored={own && mirrored} className={classes.video} />
      ) : (
        <span className={classes.face}>
          <Avatar user={user} size="large" />
        </span>
      )}
      {(hand !== null || word || away || reactions.length > 0) && (
        <Suspense>
          <TileMarks hand={hand} word={word} away={away} reactions={reactions} />
        </Suspense>
      )}
      <div className={classes.name}>
        {!props.microphone && <IconMicrophoneOff size={16} role="img" aria-label={t('people.microphoneOff')} />}
        <span className={classes.text}>{own ? t('live.you', { name }) : name}</span>
      </div>
      {props.settled && (
        <Suspense>
          <TileExtras {...props} />
        </Suspense>
      )}
    </div>
  );
});
