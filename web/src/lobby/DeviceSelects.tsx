import { NativeSelect, Stack } from '@mantine/core';
import { useTexts } from '#i18n/use-texts.ts';
import type { DeviceChoice, OwnMedia, OwnMediaState } from '#live/own-media.ts';

interface DeviceSelectsProps {
  own: OwnMedia;
  state: OwnMediaState;
  which: readonly ('microphone' | 'camera' | 'speaker')[];
}

/** Which microphone, camera and speaker; only where the browser names more than nothing. */
export function DeviceSelects({ own, state, which }: DeviceSelectsProps) {
  const { t } = useTexts();
  const wants = (one: (typeof which)[number]) => which.includes(one);
  return (
    <Stack gap="sm">
      {wants('microphone') && (
        <Choice
          label={t('devices.microphone')}
          choices={state.microphones}
          chosen={currentId(state.microphone)}
          onChoose={(id) => void own.choose('microphone', id)}
        />
      )}
      {wants('speaker') && (
        <Choice
          label={t('devices.speaker')}
          choices={state.speakers}
          chosen={state.speaker_id}
          onChoose={(id) => void own.chooseSpeaker(id)}
        />
      )}
      {wants('camera') && (
        <Choice
          label={t('devices.camera')}
          choices={state.cameras}
          chosen={currentId(state.camera)}
          onChoose={(id) => void own.choose('camera', id)}
        />
      )}
    </Stack>
  );
}

function currentId(device: OwnMediaState['camera']): string | null {
  return device.device_id ?? device.track?.mediaStreamTrack.getSettings().deviceId ?? null;
}

interface ChoiceProps {
  label: string;
  choices: readonly DeviceChoice[];
  chosen: string | null;
  onChoose: (id: string) => void;
}

function Choice({ label, choices, chosen, onChoose }: ChoiceProps) {
  if (choices.length === 0) return null;
  return (
    <NativeSelect
      label={label}
      data={choices.map(({ id, label: name }) => ({ value: id, label: name }))}
      value={chosen ?? choices[0]?.id ?? ''}
      onChange={(event) => onChoose(event.currentTarget.value)}
    />
  );
}
