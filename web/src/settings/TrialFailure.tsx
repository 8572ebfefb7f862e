import '#i18n/add-trouble-texts.ts';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import type { DeviceTrouble } from '#live/device-trouble.ts';
import type { DeviceKind } from '#live/media-connection.ts';
import { TroubleSteps } from '#lobby/TroubleSteps.tsx';
import { Banner } from '#ui/Banner.tsx';

/** Why a device could not be tried out. */
export function TrialFailure({ kind, trouble }: { kind: DeviceKind; trouble: DeviceTrouble }) {
  const { t } = useTexts();
  return (
    <Banner role="alert" tone="warning" icon={IconAlertTriangle} title={t(`trouble.${kind}.${trouble}`)}>
      <TroubleSteps kind={kind} trouble={trouble} />
    </Banner>
  );
}
