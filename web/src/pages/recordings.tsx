import '#i18n/add-recordings-texts.ts';
import { Button, Skeleton, Stack, Title } from '@mantine/core';
import { IconMovie } from '@tabler/icons-react';
import { SignedIn } from '#accounts/SignedIn.tsx';
import { useTexts } from '#i18n/use-texts.ts';
import { RecordingCard } from '#recordings/RecordingCard.tsx';
import classes from '#recordings/RecordingList.module.css';
import { useRecordings } from '#recordings/recordings-queries.ts';
import { Failure } from '#ui/Failure.tsx';
import { GoButton } from '#ui/GoButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageTitle } from '#ui/PageTitle.tsx';
import { Shell } from '#ui/Shell.tsx';

export default function RecordingsPage() {
  return <SignedIn>{() => <Recordings />}</SignedIn>;
}

/** One's own recordings, and those that others share with one. */
function Recordings() {
  const { t } = useTexts();
  return (
    <Shell size="lg">
      <Stack gap="lg">
        <PageTitle>{t('recordings.title')}</PageTitle>
        <List />
      </Stack>
    </Shell>
  );
}

function List() {
  const { t } = useTexts();
  const list = useRecordings();
  if (list.isPending) {
    return (
      <Stack gap="0.875rem" aria-busy="true" role="status" aria-label={t('loading')}>
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} height={132} radius="lg" />
        ))}
      </Stack>
    );
  }
  if (!list.data) return <Failure error={list.error} retry={() => void list.refetch()} />;
  const recordings = list.data.pages.flatMap((page) => page.items);
  if (recordings.length === 0) return <Empty />;
  return (
    <Stack component="section" aria-label={t('recordings.title')}>
      <ul className={classes.list}>
        {recordings.map((recording) => (
          <li key={recording.id}>
            <RecordingCard recording={recording} order={2} named />
          </li>
        ))}
      </ul>
      <Failure error={list.error} retry={() => void list.fetchNextPage()} />
      {list.hasNextPage && (
        <Button variant="default" mx="auto" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('recordings.more')}
        </Button>
      )}
    </Stack>
  );
}

function Empty() {
  const { t } = useTexts();
  return (
    <Notice
      icon={IconMovie}
      heading={
        <Title order={2} size="h4">
          {t('recordings.empty')}
        </Title>
      }
      actions={<GoButton to="/">{t('toSessions')}</GoButton>}
    >
      {t('recordings.emptyText')}
    </Notice>
  );
}
