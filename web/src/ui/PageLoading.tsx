import { Loader } from '@mantine/core';
import { useTexts } from '#i18n/use-texts.ts';

export function PageLoading() {
  const { t } = useTexts();
  return (
    <main style={{ minHeight: '60dvh', display: 'grid', placeItems: 'center' }}>
      <Loader type="dots" role="img" aria-label={t('loading')} />
    </main>
  );
}
