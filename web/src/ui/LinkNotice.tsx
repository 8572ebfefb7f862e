import { Alert } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';

/** The connection that brings news is lost: what is shown may be old. */
export function LinkNotice() {
  const { t } = useTexts();
  return (
    <Alert role="status" color="yellow" variant="light" icon={<IconPlugConnectedX size={20} aria-hidden />}>
      {t('link.lost')}
    </Alert>
  );
}
