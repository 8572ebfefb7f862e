import { IconMicrophone, IconMicrophoneOff, IconVideo, IconVideoOff } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import type { DeviceKind } from '#live/media-connection.ts';
import type { OwnDeviceState } from '#live/own-device.ts';
import { RoundButton } from '#ui/RoundButton.tsx';

interface DeviceToggleProps {
  kind: DeviceKind;
  device: OwnDeviceState;
  onWant: (wanted: boolean) => void;
}

const ICONS = {
  microphone: { on: IconMicrophone, off: IconMicrophoneOff },
  camera: { on: IconVideo, off: IconVideoOff },
} as const;

export function DeviceToggle({ kind, device, onWant }: DeviceToggleProps) {
  const { t } = useTexts();
  const on = device.wanted;
  return (
    <RoundButton
      icon={ICONS[kind][on ? 'on' : 'off']}
      name={t(`devices.${on ? 'turnOff' : 'turnOn'}.${kind}`)}
      tone={on ? 'on' : device.trouble ? 'trouble' : 'off'}
      busy={device.busy}
      onClick={() => onWant(!on)}
    />
  );
}
