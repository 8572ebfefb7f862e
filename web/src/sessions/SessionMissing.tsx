import '#i18n/add-session-texts.ts';
import { Button } from '@mantine/core';
import { IconCalendarOff } from '@tabler/icons-react';
import { Link } from 'react-router';
import { failureCode } from '#api/api-error.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { Failure } from '#ui/Failure.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageTitle } from '#ui/PageTitle.tsx';
import { Shell } from '#ui/Shell.tsx';

/** A session that cannot be shown: there is none, or it could not be read just now. */
export function SessionMissing({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <Shell size="sm">
      {failureCode(error) === 'session_not_found' ? <UnknownSession /> : <Failure error={error} retry={retry} />}
    </Shell>
  );
}

export function UnknownSession() {
  const { t } = useTexts();
  return (
    <Notice
      icon={IconCalendarOff}
      heading={<PageTitle>{t('session.unknown')}</PageTitle>}
      actions={
        <Button component={Link} to="/">
          {t('toSessions')}
        </Button>
      }
    >
      {t('session.unknownText')}
    </Notice>
  );
}
