import '#i18n/add-list-texts.ts';
import { Button, Skeleton, Stack, Title } from '@mantine/core';
import { IconCalendarPlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { listSessions, type SessionsQuery } from '#api/sessions.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { Failure } from '#ui/Failure.tsx';
import { Notice } from '#ui/Notice.tsx';
import type { ListView } from './list-view.ts';
import { SessionCard } from './SessionCard.tsx';
import { SESSIONS } from './session-queries.ts';

interface SessionResultsProps {
  view: ListView;
  query: SessionsQuery;
  /** Words or a status were asked for. */
  narrowed: boolean;
}

export function SessionResults({ view, query, narrowed }: SessionResultsProps) {
  const { t } = useTexts();
  const list = useInfiniteQuery({
    queryKey: [...SESSIONS, query],
    queryFn: ({ pageParam, signal }) => listSessions({ ...query, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 30_000,
  });
  if (list.isPending) return <Loading />;
  if (!list.data) return <Failure error={list.error} retry={() => void list.refetch()} />;
  const sessions = list.data.pages.flatMap((page) => page.items);
  if (sessions.length === 0) return narrowed ? <NothingFound /> : <Empty view={view} />;
  return (
    <Stack component="section" aria-label={t(`list.${view}.name`)}>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: '0.875rem' }}>
        {sessions.map((session) => (
          <li key={session.id}>
            <SessionCard session={session} />
          </li>
        ))}
      </ul>
      <Failure error={list.error} retry={() => void list.fetchNextPage()} />
      {list.hasNextPage && (
        <Button variant="default" mx="auto" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
    </Stack>
  );
}

function Loading() {
  const { t } = useTexts();
  return (
    <Stack gap="0.875rem" aria-busy="true" role="status" aria-label={t('loading')}>
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} height={96} radius="lg" />
      ))}
    </Stack>
  );
}

function NothingFound() {
  const { t } = useTexts();
  return (
    <Notice
      icon={IconSearch}
      heading={
        <Title order={2} size="h4">
          {t('list.nothingFound')}
        </Title>
      }
    >
      {t('list.nothingFoundText')}
    </Notice>
  );
}

function Empty({ view }: { view: ListView }) {
  const { t } = useTexts();
  return (
    <Notice
      icon={IconCalendarPlus}
      heading={
        <Title order={2} size="h4">
          {t(`list.${view}.empty`)}
        </Title>
      }
      actions={
        view === 'mine' && (
          <Button component={Link} to="/sessions/new">
            {t('list.createFirst')}
          </Button>
        )
      }
    >
      {t(`list.${view}.emptyText`)}
    </Notice>
  );
}
