import '#i18n/add-recordings-texts.ts';
import type { SessionCore } from '@lectern/contract';
import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { sessionStore } from '#live/use-session.ts';
import { Card } from '#ui/Card.tsx';
import { Failure } from '#ui/Failure.tsx';
import { RecordingCard } from './RecordingCard.tsx';
import classes from './RecordingList.module.css';
import { RECORDINGS, useSessionRecordings } from './recordings-queries.ts';

interface SessionRecordingsProps {
  session: Pick<SessionCore, 'id' | 'status' | 'record_from_start'>;
  /** The creator knows of all recordings, and is told where there is none; to others it may only not be shared. */
  own: boolean;
}

/** On the page of a session: what was recorded of it, as far as this account may know. */
export function SessionRecordings({ session, own }: SessionRecordingsProps) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const { data, error, refetch } = useSessionRecordings(session.id);
  useEffect(
    () =>
      sessionStore(session.id).onEvent(({ type }) => {
        if (type.startsWith('recording.')) void queries.invalidateQueries({ queryKey: RECORDINGS });
      }),
    [session.id, queries],
  );
  const isEmpty = data?.items.length === 0;
  if (!own && (isEmpty || !data)) return null;
  return (
    <Card>
      <Stack gap="md" component="section" aria-label={t('recordings.ofSession')}>
        <Title order={2} size="h4">
          {t('recordings.ofSession')}
        </Title>
        <Failure error={error} retry={() => void refetch()} />
        {!data && !error && <Skeleton height={80} />}
        {isEmpty && <Text c="var(--ink-soft)">{t(`recordings.noneYet.${noneYet(session)}`)}</Text>}
        {data && !isEmpty && (
          <ul className={classes.list}>
            {data.items.map((recording) => (
              <li key={recording.id}>
                <RecordingCard recording={recording} order={3} named={false} />
              </li>
            ))}
          </ul>
        )}
      </Stack>
    </Card>
  );
}

function noneYet({ status, record_from_start }: SessionRecordingsProps['session']) {
  switch (status) {
    case 'pending_approval':
    case 'approved':
    case 'scheduled':
      return record_from_start ? 'fromStart' : 'before';
    case 'ongoing':
      return 'running';
    case 'completed':
    case 'cancelled':
    case 'expired':
      return 'over';
    default:
      return status satisfies never;
  }
}
