import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import { Banner } from '#ui/Banner.tsx';
import type { BackgroundTrouble } from './background.ts';

interface BackgroundBannerProps {
  trouble: BackgroundTrouble;
  onTurnOn: () => void;
  onDismiss: () => void;
}

/** Why the background is not blurred, and what became of the camera. */
export function BackgroundBanner({ trouble, onTurnOn, onDismiss }: BackgroundBannerProps) {
  const { t } = useTexts();
  return (
    <Banner role="alert" tone="warning" icon={IconAlertTriangle} onDismiss={onDismiss}>
      <span>
        {t(`background.${trouble.kind}`)} {trouble.camera_off && t('background.cameraOff')}
      </span>
      {trouble.camera_off && (
        <Button size="xs" variant="default" style={{ alignSelf: 'flex-start' }} onClick={onTurnOn}>
          {t('background.turnOn')}
        </Button>
      )}
    </Banner>
  );
}
