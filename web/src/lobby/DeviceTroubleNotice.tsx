import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import type { DeviceTrouble } from '#live/device-trouble.ts';
import type { DeviceKind } from '#live/media-connection.ts';

interface DeviceTroubleNoticeProps {
  kind: DeviceKind;
  trouble: DeviceTrouble;
  onRetry: () => void;
}

/** Why a device does not work, what to do about it, and that one may come in all the same. */
export function DeviceTroubleNotice({ kind, trouble, onRetry }: DeviceTroubleNoticeProps) {
  const { t } = useTexts();
  return (
    <Alert
      role="alert"
      color="yellow"
      variant="light"
      icon={<IconAlertTriangle size={20} aria-hidden />}
      title={t(`trouble.${kind}.${trouble}`)}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t(`trouble.remedy.${trouble}`)}</Text>
        <Button size="xs" variant="default" onClick={onRetry}>
          {t(`trouble.retry.${kind}`)}
        </Button>
      </Stack>
    </Alert>
  );
}
