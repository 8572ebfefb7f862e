import { Button } from '@mantine/core';
import { IconMicrophone, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OwnDeviceState } from '#live/own-device-state.ts';
import type { OwnMedia } from '#live/own-media.ts';
import { capturedBy } from '#live/used-device.ts';
import { LevelMeter } from '#lobby/LevelMeter.tsx';
import classes from './SettingsDialog.module.css';
import { TrialFailure } from './TrialFailure.tsx';
import { useTrial } from './use-trial.ts';

/** Shows how loud the microphone is: the one that is open, or one that is opened here and that nobody hears. */
export function MicrophoneTrial({ own: media, microphone }: { own: OwnMedia; microphone: OwnDeviceState }) {
  const { t } = useTexts();
  const [trying, setTrying] = useState(false);
  const own = microphone.used ? capturedBy(microphone.track) : null;
  const trial = useTrial(media, 'microphone', trying && own === null);
  const tried = trial?.kind === 'open' ? capturedBy(trial.track) : null;
  const track = own ?? tried;
  return (
    <>
      <div className={classes.trial}>
        {own === null && (
          <Button
            variant="default"
            leftSection={trying ? <IconPlayerStop size={18} aria-hidden /> : <IconMicrophone size={18} aria-hidden />}
            onClick={() => setTrying(!trying)}
          >
            {t(trying ? 'settings.stopTrial' : 'settings.tryMicrophone')}
          </Button>
        )}
        {track && (
          <div className={classes.meter}>
            <LevelMeter track={track} />
          </div>
        )}
      </div>
      {track && <p className={classes.soft}>{t(microphone.wanted ? 'settings.speakOn' : 'settings.speakOff')}</p>}
      {trial?.kind === 'failed' && <TrialFailure kind="microphone" trouble={trial.trouble} />}
    </>
  );
}
