import '#i18n/add-stage-texts.ts';
import { IconEyeOff, IconPinned, IconPinnedOff, IconVideoOff } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import { prefer, usePreferences } from '#settings/preferences.ts';
import { lazyPart } from '#ui/lazy-part.ts';
import { ConnectionMark } from './ConnectionMark.tsx';
import type { TileProps } from './Tile.tsx';
import classes from './TileExtras.module.css';

// For hosts only.
const { Part: TileMenu } = lazyPart(async () => (await import('#moderation/TileMenu.tsx')).TileMenu);

/** What a tile says and offers beyond the person: how good the connection is, what is not received, and what can be done. */
export function TileExtras({ user, own, picture, camera, quality, pinned, current, onTogglePin }: TileProps) {
  const { t } = useTexts();
  const { data_saver } = usePreferences();
  const name = personName(user);
  const saved = !own && camera && picture === null && data_saver !== 'off';
  return (
    <>
      {(saved || quality !== 'good') && (
        <div className={classes.notes}>
          {quality !== 'good' && <ConnectionMark name={name} own={own} quality={quality} />}
          {saved && (
            <span className={classes.note} title={t('stage.savedMeaning', { name })}>
              <IconVideoOff size={16} aria-hidden />
              <span className={classes.words}>{t('stage.saved')}</span>
            </span>
          )}
        </div>
      )}
      <div className={classes.actions} data-pinned={pinned || undefined}>
        {own ? (
          <button
            type="button"
            className={classes.action}
            tabIndex={current ? 0 : -1}
            aria-label={t('stage.hideOwn')}
            title={t('stage.hideOwn')}
            onClick={() => prefer({ own_tile: false })}
          >
            <IconEyeOff size={18} aria-hidden />
          </button>
        ) : (
          <button
            type="button"
            className={classes.action}
            tabIndex={current ? 0 : -1}
            aria-label={t(pinned ? 'stage.unpin' : 'stage.pin', { name })}
            title={t(pinned ? 'stage.unpin' : 'stage.pin', { name })}
            onClick={() => onTogglePin(user.id)}
          >
            {pinned ? <IconPinnedOff size={18} aria-hidden /> : <IconPinned size={18} aria-hidden />}
          </button>
        )}
        {!own && (
          <Suspense>
            <TileMenu account_id={user.id} className={classes.action} tabIndex={current ? 0 : -1} />
          </Suspense>
        )}
      </div>
    </>
  );
}
