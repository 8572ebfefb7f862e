import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { failureText } from '#api/failure-text.ts';
import { useTexts } from '#i18n/use-texts.ts';

/** A failed thing: why, and where it makes sense, once more. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTexts();
  if (!error) return null;
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle size={20} aria-hidden />}>
      <Group justify="space-between" gap="sm">
        {failureText(t, error)}
        {retry && (
          <Button size="xs" variant="default" onClick={retry}>
            {t('tryAgain')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
