import '#i18n/add-trouble-texts.ts';
import { Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import type { DeviceTrouble } from '#live/device-trouble.ts';
import type { DeviceKind } from '#live/media-connection.ts';
import { Banner } from '#ui/Banner.tsx';

export interface DeviceTroubleProps {
  kind: DeviceKind;
  trouble: DeviceTrouble;
  onRetry: () => void;
  onDismiss?: () => void;
}

/** Why a device does not work, what to do about it, and that one may come in all the same. */
export function DeviceTroubleBanner({ kind, trouble, onRetry, onDismiss }: DeviceTroubleProps) {
  const { t } = useTexts();
  return (
    <Banner
      role="alert"
      tone="warning"
      icon={IconAlertTriangle}
      title={t(`trouble.${kind}.${trouble}`)}
      onDismiss={onDismiss}
    >
      <Text size="sm">{t(`trouble.remedy.${trouble}`)}</Text>
      <Button size="xs" variant="default" style={{ alignSelf: 'flex-start' }} onClick={onRetry}>
        {t(`trouble.retry.${kind}`)}
      </Button>
    </Banner>
  );
}
