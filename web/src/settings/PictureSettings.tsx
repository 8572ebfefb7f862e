import { Button, NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import { BackgroundSwitch } from '#background/BackgroundSwitch.tsx';
import { useTexts } from '#i18n/use-texts.ts';
import type { OwnMedia, OwnMediaState } from '#live/own-media.ts';
import { DeviceChoices } from '#lobby/DeviceChoices.tsx';
import { Video } from '#stage/Video.tsx';
import { PreferenceSwitch } from './PreferenceSwitch.tsx';
import { prefer, QUALITIES, usePreferences } from './preferences.ts';
import classes from './SettingsDialog.module.css';
import { TrialFailure } from './TrialFailure.tsx';
import { useTrial } from './use-trial.ts';

/** The camera, and what the others get of it. */
export function PictureSettings({ own, state }: { own: OwnMedia; state: OwnMediaState }) {
  const { t } = useTexts();
  const { mirrored, quality, background } = usePreferences();
  const [trying, setTrying] = useState(false);
  const { camera } = state;
  const live = camera.used ? camera.track : null;
  const trial = useTrial(own, 'camera', trying && live === null);
  const tried = trial?.kind === 'open' ? trial.track : null;
  const shown = live ?? tried;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another background is another look.
  useEffect(() => {
    if (tried) void own.background.fit(tried);
  }, [own, tried, background]);
  return (
    <>
      <div className={classes.group}>
        <div className={classes.frame}>
          {shown ? (
            <Video picture={shown} mirrored={mirrored} className={classes.video} />
          ) : (
            <Button variant="default" loading={trial?.kind === 'opening'} onClick={() => setTrying(true)}>
              {t('settings.tryCamera')}
            </Button>
          )}
        </div>
        {shown && live === null && <p className={classes.soft}>{t('settings.seenByYou')}</p>}
        {trial?.kind === 'failed' && <TrialFailure kind="camera" trouble={trial.trouble} />}
        <DeviceChoices own={own} state={state} which={['camera']} />
        <PreferenceSwitch name="mirrored" />
        <BackgroundSwitch camera={shown} />
      </div>
      <div className={classes.group}>
        <NativeSelect
          label={t('settings.quality')}
          description={t('settings.qualityHint')}
          value={quality}
          data={QUALITIES.map((value) => ({ value, label: t(`settings.qualities.${value}`) }))}
          onChange={({ currentTarget: { value } }) => {
            const chosen = QUALITIES.find((one) => one === value);
            if (chosen) prefer({ quality: chosen });
          }}
        />
      </div>
    </>
  );
}
