import type { Stay } from '@lectern/contract';
import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { readAttendance } from '#api/live.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { personName } from '#people/person-name.ts';
import { dateLocale, dayAndTime } from '#sessions/session-times.ts';
import { Card } from '#ui/Card.tsx';
import { Failure } from '#ui/Failure.tsx';
import { GoButton } from '#ui/GoButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageTitle } from '#ui/PageTitle.tsx';
import { Shell } from '#ui/Shell.tsx';
import { attendance, minutes } from './attendance.ts';
import classes from './Ended.module.css';

/** After the end: what happened, when, who was there and for how long, and the way back. */
export function Ended({ feed }: { feed: OpenFeed }) {
  const { t, language } = useTexts();
  const { session, role } = feed.view;
  const { started_at: from, ended_at: to } = session;
  return (
    <Shell size="sm">
      <Stack gap="lg">
        <Notice
          icon={IconFlag}
          heading={<PageTitle>{t('ended.title')}</PageTitle>}
          actions={<GoButton to={`/sessions/${session.id}`}>{t('ended.back')}</GoButton>}
        >
          <Text fw={600} c="var(--mantine-color-text)">
            {session.title}
          </Text>
          {from && to && (
            <Text>
              {t('ended.times', {
                start: dayAndTime(from, dateLocale(language)),
                count: minutes(Date.parse(to) - Date.parse(from)),
              })}
            </Text>
          )}
        </Notice>
        {role !== 'outsider' && <WhoWasThere session_id={session.id} />}
      </Stack>
    </Shell>
  );
}

function WhoWasThere({ session_id }: { session_id: number }) {
  const { t } = useTexts();
  const { data, error, refetch } = useQuery({
    queryKey: ['attendance', session_id],
    queryFn: () => readAttendance(session_id),
  });
  return (
    <Card>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t('ended.who')}
        </Title>
        {error && <Failure error={error} retry={() => void refetch()} />}
        {!data && !error && <Skeleton height={80} />}
        {data?.stays.length === 0 && <Text c="var(--ink-soft)">{t('ended.nobody')}</Text>}
        {data && data.stays.length > 0 && <StayTable stays={data.stays} />}
      </Stack>
    </Card>
  );
}

function StayTable({ stays }: { stays: readonly Stay[] }) {
  const { t, language } = useTexts();
  const clock = new Intl.DateTimeFormat(dateLocale(language), { hour: '2-digit', minute: '2-digit' });
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('ended.name')}</th>
          <th scope="col">{t('ended.joined')}</th>
          <th scope="col">{t('ended.stayed')}</th>
        </tr>
      </thead>
      <tbody>
        {attendance(stays).map(({ user, joined_at, milliseconds }) => (
          <tr key={user.id}>
            <th scope="row">{personName(user)}</th>
            <td>{clock.format(new Date(joined_at))}</td>
            <td>{t('ended.minutes', { count: minutes(milliseconds) })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
