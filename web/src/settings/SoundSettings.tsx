import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OwnMedia, OwnMediaState } from '#live/own-media.ts';
import { DeviceChoices } from '#lobby/DeviceChoices.tsx';
import { MicrophoneTrial } from './MicrophoneTrial.tsx';
import { PreferenceSwitch } from './PreferenceSwitch.tsx';
import classes from './SettingsDialog.module.css';
import { playTestSound } from './test-sound.ts';

/** Microphone and speaker, and how the own voice is treated. */
export function SoundSettings({ own, state }: { own: OwnMedia; state: OwnMediaState }) {
  const { t } = useTexts();
  return (
    <>
      <div className={classes.group}>
        <DeviceChoices own={own} state={state} which={['microphone']} />
        <MicrophoneTrial own={own} microphone={state.microphone} />
      </div>
      <div className={classes.group}>
        <DeviceChoices own={own} state={state} which={['speaker']} />
        <TestSound speaker_id={state.speaker.used?.id ?? null} />
      </div>
      <div className={classes.group}>
        <h3 className={classes.legend}>{t('settings.voice')}</h3>
        <PreferenceSwitch name="noise_suppression" />
        <PreferenceSwitch name="echo_cancellation" />
        <PreferenceSwitch name="auto_gain" />
        <PreferenceSwitch name="push_to_talk" />
      </div>
    </>
  );
}

function TestSound({ speaker_id }: { speaker_id: string | null }) {
  const { t } = useTexts();
  const [sound, setSound] = useState<'silent' | 'playing' | 'played' | 'failed'>('silent');
  async function play() {
    setSound('playing');
    setSound(
      await playTestSound(speaker_id)
        .then(() => 'played' as const)
        .catch(() => 'failed' as const),
    );
  }
  return (
    <div className={classes.trial}>
      <Button
        variant="default"
        leftSection={<IconPlayerPlay size={18} aria-hidden />}
        disabled={sound === 'playing'}
        onClick={() => void play()}
      >
        {t('settings.testSound')}
      </Button>
      <span role="status" className={classes.soft}>
        {sound !== 'silent' && t(`settings.sound.${sound}`)}
      </span>
    </div>
  );
}
