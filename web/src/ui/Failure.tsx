import { Button, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { failureText } from '#api/failure-text.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { Banner } from './Banner.tsx';

/** A failed thing: why, and where it makes sense, once more. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTexts();
  if (!error) return null;
  return (
    <Banner role="alert" tone="failure" icon={IconAlertTriangle}>
      <Group justify="space-between" gap="sm">
        {failureText(t, error)}
        {retry && (
          <Button size="xs" variant="default" onClick={retry}>
            {t('tryAgain')}
          </Button>
        )}
      </Group>
    </Banner>
  );
}
