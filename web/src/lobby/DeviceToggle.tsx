import { IconMicrophone, IconMicrophoneOff, IconVideo, IconVideoOff } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import { KEYS } from '#keyboard/keys.ts';
import type { DeviceKind } from '#live/media-connection.ts';
import type { OwnDeviceState } from '#live/own-device-state.ts';
import { RoundButton } from '#ui/RoundButton.tsx';
import { holdHandlers } from './hold-handlers.ts';

interface DeviceToggleProps {
  kind: DeviceKind;
  device: OwnDeviceState;
  onWant: (wanted: boolean) => void;
  /** Where it is to be on only while it is held down. */
  onHold?: ((held: boolean) => void) | null;
  /** The key that does the same. */
  keyed?: boolean;
}

const ICONS = {
  microphone: { on: IconMicrophone, off: IconMicrophoneOff },
  camera: { on: IconVideo, off: IconVideoOff },
} as const;

/** A finger that rests on it neither scrolls nor selects. */
const HELD = { touchAction: 'none', userSelect: 'none' } as const;

export function DeviceToggle({ kind, device, onWant, onHold = null, keyed = false }: DeviceToggleProps) {
  const { t } = useTexts();
  const on = device.wanted;
  const name = onHold ? t('devices.holdToTalk') : t(`devices.${on ? 'turnOff' : 'turnOn'}.${kind}`);
  const key = onHold ? t('devices.space') : KEYS[kind].toUpperCase();
  return (
    <RoundButton
      icon={ICONS[kind][on ? 'on' : 'off']}
      name={name}
      title={keyed ? t('devices.key', { name, key }) : name}
      aria-keyshortcuts={keyed ? KEYS[kind].toUpperCase() : undefined}
      aria-pressed={onHold ? on : undefined}
      tone={on ? 'on' : device.trouble ? 'trouble' : 'off'}
      busy={device.busy}
      locked={device.held && t(`devices.held.${device.held}.${kind}`)}
      style={onHold ? HELD : undefined}
      {...(onHold && !device.held ? holdHandlers(onHold, () => onWant(!on)) : { onClick: () => onWant(!on) })}
    />
  );
}
