import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import { Banner } from './Banner.tsx';

/** The connection that brings news is lost: what is shown may be old. */
export function LinkNotice() {
  const { t } = useTexts();
  return (
    <Banner role="status" tone="warning" icon={IconPlugConnectedX}>
      {t('link.lost')}
    </Banner>
  );
}
