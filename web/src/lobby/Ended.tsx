import '#i18n/add-outside-texts.ts';
import { moderates } from '@lectern/contract';
import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconDownload, IconFlag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense } from 'react';
import { readAttendance } from '#api/live.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { dateLocale, dayAndTime } from '#sessions/session-times.ts';
import { Card } from '#ui/Card.tsx';
import { Failure } from '#ui/Failure.tsx';
import { GoButton } from '#ui/GoButton.tsx';
import { lazyPart } from '#ui/lazy-part.ts';
import { Notice } from '#ui/Notice.tsx';
import { PageTitle } from '#ui/PageTitle.tsx';
import { Shell } from '#ui/Shell.tsx';
import { AttendanceTable } from './AttendanceTable.tsx';

// Only whoever was in the room has something to read here.
const { Part: PollResults } = lazyPart(async () => {
  const [part] = await Promise.all([import('#polls/PollResults.tsx'), import('#i18n/add-panel-texts.ts')]);
  return part.PollResults;
});
const { Part: EndedBoard } = lazyPart(async () => (await import('#board/EndedBoard.tsx')).EndedBoard);
const { Part: ChatHistory } = lazyPart(async () => {
  const [part] = await Promise.all([import('#chat/ChatHistory.tsx'), import('#i18n/add-panel-texts.ts')]);
  return part.ChatHistory;
});
const { Part: SessionRecordings } = lazyPart(
  async () => (await import('#recordings/SessionRecordings.tsx')).SessionRecordings,
);
const { Part: EndedRooms } = lazyPart(async () => (await import('#breakouts/EndedRooms.tsx')).EndedRooms);
const { Part: NotesHistory } = lazyPart(async () => (await import('#notes/NotesHistory.tsx')).NotesHistory);

/** After the end: what happened, when, who was there and for how long, and the way back. */
export function Ended({ feed }: { feed: OpenFeed }) {
  const { t, language } = useTexts();
  const { session, role, room } = feed.view;
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
                count: Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 60_000)),
              })}
            </Text>
          )}
        </Notice>
        {role !== 'outsider' && (
          <Suspense>
            <SessionRecordings session={session} own={role === 'host'} />
          </Suspense>
        )}
        {role !== 'outsider' && <WhoWasThere session_id={session.id} is_host={moderates(role)} />}
        {room && room.polls.length > 0 && (
          <Part heading={t('ended.polls')}>
            <PollResults feed={feed} />
          </Part>
        )}
        {room && (
          <Part heading={t('live.board')}>
            <EndedBoard feed={feed} />
          </Part>
        )}
        {room && (
          <Part heading={t('ended.notes')}>
            <NotesHistory feed={feed} />
          </Part>
        )}
        {room && (
          <Part heading={t('ended.chat')}>
            <ChatHistory session_id={session.id} />
          </Part>
        )}
        {role !== 'outsider' && (
          <Suspense>
            <EndedRooms feed={feed} />
          </Suspense>
        )}
      </Stack>
    </Shell>
  );
}

function Part({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Card>
      <Stack gap="sm" component="section" aria-label={heading}>
        <Title order={2} size="h4">
          {heading}
        </Title>
        <Suspense fallback={<Skeleton height={80} />}>{children}</Suspense>
      </Stack>
    </Card>
  );
}

function WhoWasThere({ session_id, is_host }: { session_id: number; is_host: boolean }) {
  const { t } = useTexts();
  const { data, error, refetch } = useQuery({
    queryKey: ['attendance', session_id],
    queryFn: () => readAttendance(session_id),
  });
  return (
    <Part heading={t('ended.who')}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={80} />}
      {data?.people.length === 0 && <Text c="var(--ink-soft)">{t('ended.nobody')}</Text>}
      {data && data.people.length > 0 && <AttendanceTable people={data.people} />}
      {is_host && data && data.people.length > 0 && (
        <Group>
          <Button
            component="a"
            href={`/api/sessions/${session_id}/attendance.csv`}
            download
            variant="default"
            size="sm"
            leftSection={<IconDownload size={18} aria-hidden />}
          >
            {t('ended.csv')}
          </Button>
        </Group>
      )}
    </Part>
  );
}
