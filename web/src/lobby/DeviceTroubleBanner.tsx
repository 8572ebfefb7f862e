import { Button, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import type { DeviceTrouble } from '#live/device-trouble.ts';
import type { DeviceKind } from '#live/media-connection.ts';
import { Banner } from '#ui/Banner.tsx';
import classes from './DeviceNotices.module.css';
import { TroubleSteps } from './TroubleSteps.tsx';

interface DeviceTroubleBannerProps {
  kind: DeviceKind;
  trouble: DeviceTrouble;
  /** Where the person can come in right now. */
  onJoinWithout: (() => void) | null;
  onRetry: () => void;
  onDismiss: () => void;
}

/** Why a device does not work, what to do about it, and that one may come in all the same. */
export function DeviceTroubleBanner({ kind, trouble, onJoinWithout, onRetry, onDismiss }: DeviceTroubleBannerProps) {
  const { t } = useTexts();
  return (
    <Banner
      role="alert"
      tone="warning"
      icon={IconAlertTriangle}
      title={t(`trouble.${kind}.${trouble}`)}
      onDismiss={onDismiss}
    >
      <TroubleSteps kind={kind} trouble={trouble} />
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={onRetry}>
          {t(`trouble.retry.${kind}`)}
        </Button>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          className={classes.without}
          onClick={onJoinWithout ?? onDismiss}
        >
          {t(`trouble.${onJoinWithout ? 'joinWithout' : 'goOnWithout'}.${kind}`)}
        </Button>
      </Group>
    </Banner>
  );
}
