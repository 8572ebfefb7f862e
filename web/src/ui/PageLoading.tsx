import { Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export function PageLoading() {
  const { t } = useTranslation();
  return (
    <main style={{ minHeight: '60dvh', display: 'grid', placeItems: 'center' }}>
      <Loader type="dots" role="img" aria-label={t('loading')} />
    </main>
  );
}
