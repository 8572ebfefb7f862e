import '#i18n/add-session-texts.ts';
import '#i18n/add-list-texts.ts';
import { Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { FirstRun } from '#accounts/FirstRun.tsx';
import { useMe } from '#accounts/use-me.ts';
import { SITE } from '#accounts/use-site.ts';
import { readSite } from '#api/site.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { ListTabs } from '#sessions/ListTabs.tsx';
import { listQuery, parseListView } from '#sessions/list-view.ts';
import { SessionResults } from '#sessions/SessionResults.tsx';
import { parseStatus, STATUSES } from '#sessions/statuses.ts';
import { parseTimeRange, rangeBounds, TIME_RANGES } from '#sessions/time-range.ts';
import { Failure } from '#ui/Failure.tsx';
import { GoButton } from '#ui/GoButton.tsx';
import { PageLoading } from '#ui/PageLoading.tsx';
import { PageTitle } from '#ui/PageTitle.tsx';
import { Shell } from '#ui/Shell.tsx';

export default function SessionListPage() {
  const { data: me, error, refetch } = useMe();
  const site = useQuery({ queryKey: SITE, queryFn: readSite, enabled: me === null });
  if (me) return <SessionList />;
  if (error ?? site.error) {
    return (
      <Shell size="sm">
        <Failure error={error ?? site.error} retry={() => void (error ? refetch() : site.refetch())} />
      </Shell>
    );
  }
  if (!site.data) return <PageLoading />;
  return site.data.is_empty ? <FirstRun /> : <Navigate to="/sign-in" replace />;
}

function SessionList() {
  const { t } = useTexts();
  const [params, setParams] = useSearchParams();
  const view = parseListView(params.get('view'));
  const status = parseStatus(params.get('status'));
  const time = parseTimeRange(params.get('time'));
  const [words, setWords] = useState(params.get('q') ?? '');
  const [q] = useDebouncedValue(words.trim(), 250);
  useEffect(() => {
    setParams((now) => changed(now, 'q', q), { replace: true });
  }, [q, setParams]);
  return (
    <Shell size="lg">
      <Stack gap="lg">
        <Group justify="space-between">
          <PageTitle>{t('list.title')}</PageTitle>
          <GoButton to="/sessions/new" leftSection={<IconPlus size={18} aria-hidden />}>
            {t('list.new')}
          </GoButton>
        </Group>
        <ListTabs view={view} />
        <Group role="search" align="flex-end" gap="sm">
          <TextInput
            type="search"
            aria-label={t('list.search')}
            placeholder={t('list.search')}
            leftSection={<IconSearch size={18} aria-hidden />}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            flex="1 1 14rem"
            maxLength={200}
          />
          <NativeSelect
            aria-label={t('list.status')}
            value={status ?? ''}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              setParams((now) => changed(now, 'status', chosen), { replace: true });
            }}
            data={[
              { value: '', label: t('list.anyStatus') },
              ...STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
            ]}
          />
          <NativeSelect
            aria-label={t('list.time')}
            value={time ?? ''}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              setParams((now) => changed(now, 'time', chosen), { replace: true });
            }}
            data={[
              { value: '', label: t('list.anyTime') },
              ...TIME_RANGES.map((value) => ({ value, label: t(`list.ranges.${value}`) })),
            ]}
          />
        </Group>
        <SessionResults
          view={view}
          query={{ ...listQuery(view), q, status, ...(time ? rangeBounds(time, new Date()) : {}) }}
          narrowed={q !== '' || status !== undefined || time !== undefined}
        />
      </Stack>
    </Shell>
  );
}

function changed(params: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(params);
  if (value) next.set(name, value);
  else next.delete(name);
  return next;
}
