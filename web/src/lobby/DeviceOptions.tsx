import { IconChevronUp } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import type { DeviceKind } from '#live/media-connection.ts';
import type { OwnMedia, OwnMediaState } from '#live/own-media.ts';
import { SettingsLink } from '#settings/SettingsLink.tsx';
import { Popup } from '#ui/Popup.tsx';
import { DeviceSelects } from './DeviceSelects.tsx';

/** Beside a device's button: which one it is, and the way to everything else about it. */
export function DeviceOptions({ kind, own, state }: { kind: DeviceKind; own: OwnMedia; state: OwnMediaState }) {
  const { t } = useTexts();
  return (
    <Popup icon={IconChevronUp} name={t(`devices.choose.${kind}`)}>
      {(close) => (
        <>
          <DeviceSelects own={own} state={state} which={kind === 'camera' ? ['camera'] : ['microphone', 'speaker']} />
          <SettingsLink section={kind === 'camera' ? 'picture' : 'sound'} onOpen={close} />
        </>
      )}
    </Popup>
  );
}
