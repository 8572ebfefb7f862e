import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTexts } from '#i18n/use-texts.ts';
import { Notice } from '#ui/Notice.tsx';
import { PageTitle } from '#ui/PageTitle.tsx';
import { Shell } from '#ui/Shell.tsx';

export default function NotFoundPage() {
  const { t } = useTexts();
  return (
    <Shell size="sm">
      <Notice
        icon={IconMapOff}
        heading={<PageTitle>{t('notFound.title')}</PageTitle>}
        actions={
          <Button component={Link} to="/">
            {t('toSessions')}
          </Button>
        }
      >
        {t('notFound.text')}
      </Notice>
    </Shell>
  );
}
