import { NativeSelect, Stack } from '@mantine/core';
import { useTexts } from '#i18n/use-texts.ts';
import { wishedId } from '#live/capture-options.ts';
import type { DeviceChoice } from '#live/device-lists.ts';
import type { OwnMedia, OwnMediaState } from '#live/own-media.ts';
import { usePreferences } from '#settings/preferences.ts';

export interface DeviceSelectsProps {
  own: OwnMedia;
  state: OwnMediaState;
  which: readonly ('microphone' | 'camera' | 'speaker')[];
}

/** Which microphone, camera and speaker; only where the browser names more than nothing. What is on shows what it uses. */
export function DeviceSelects({ own, state, which }: DeviceSelectsProps) {
  const { t } = useTexts();
  const preferred = usePreferences();
  const { microphone, camera, speaker } = state;
  const wants = (one: (typeof which)[number]) => which.includes(one);
  return (
    <Stack gap="sm">
      {wants('microphone') && (
        <Choice
          label={t('devices.microphone')}
          choices={state.microphones}
          chosen={microphone.used?.id ?? wishedId('microphone', preferred)}
          onChoose={(id) => void own.device('microphone').choose(id)}
        />
      )}
      {wants('speaker') && (
        <Choice
          label={t('devices.speaker')}
          choices={state.speakers}
          chosen={speaker.used?.id ?? null}
          onChoose={(id) => own.speaker.choose(id)}
        />
      )}
      {wants('camera') && (
        <Choice
          label={t('devices.camera')}
          choices={state.cameras}
          chosen={camera.used?.id ?? wishedId('camera', preferred)}
          onChoose={(id) => void own.device('camera').choose(id)}
        />
      )}
    </Stack>
  );
}

interface ChoiceProps {
  label: string;
  choices: readonly DeviceChoice[];
  chosen: string | null;
  onChoose: (id: string) => void;
}

function Choice({ label, choices, chosen, onChoose }: ChoiceProps) {
  if (choices.length === 0) return null;
  const known = choices.find(({ id }) => id === chosen) ?? choices[0];
  return (
    <NativeSelect
      label={label}
      data={choices.map(({ id, label: name }) => ({ value: id, label: name }))}
      value={known?.id ?? ''}
      onChange={(event) => onChoose(event.currentTarget.value)}
    />
  );
}
