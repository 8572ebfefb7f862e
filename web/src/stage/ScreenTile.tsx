import '#i18n/add-stage-texts.ts';
import type { Participant } from '@lectern/contract';
import { useTexts } from '#i18n/use-texts.ts';
import type { Picture } from '#live/person-media.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { personName } from '#people/person-name.ts';
import { prefer, usePreferences } from '#settings/preferences.ts';
import type { Place } from './places.ts';
import classes from './ScreenTile.module.css';
import { ScreenView } from './ScreenView.tsx';

interface ScreenTileProps {
  /** What the stage knows it by. */
  tile: string;
  feed: OpenFeed;
  participant: Participant;
  picture: Picture | null;
  place: Place;
}

/** A shared screen at its place on the stage, or why it is not to be seen. */
export function ScreenTile({ tile, feed, participant, picture, place }: ScreenTileProps) {
  return (
    <div className={classes.tile} data-tile={tile} style={place}>
      {picture ? (
        <ScreenView feed={feed} participant={participant} picture={picture} />
      ) : (
        <Unseen name={personName(participant.user)} />
      )}
    </div>
  );
}

function Unseen({ name }: { name: string }) {
  const { t } = useTexts();
  const { data_saver } = usePreferences();
  return (
    <div className={classes.unseen}>
      {data_saver === 'audio_only' ? (
        <>
          <p>{t('stage.screenSaved', { name })}</p>
          <button type="button" className={classes.show} onClick={() => prefer({ data_saver: 'others_cameras_off' })}>
            {t('stage.showScreen')}
          </button>
        </>
      ) : (
        <p role="status">{t('stage.screenComing', { name })}</p>
      )}
    </div>
  );
}
