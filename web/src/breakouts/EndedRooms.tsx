import '#i18n/add-breakouts-texts.ts';
import type { Breakout } from '@lectern/contract';
import { Skeleton, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense, useId, useState } from 'react';
import { readBreakouts, readBreakoutView } from '#api/breakouts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { Card } from '#ui/Card.tsx';
import { Failure } from '#ui/Failure.tsx';
import { lazyPart } from '#ui/lazy-part.ts';
import classes from './EndedRooms.module.css';

const { Part: EndedBoard } = lazyPart(async () => (await import('#board/EndedBoard.tsx')).EndedBoard);
const { Part: NotesHistory } = lazyPart(async () => (await import('#notes/NotesHistory.tsx')).NotesHistory);
const { Part: ChatHistory } = lazyPart(async () => {
  const [part] = await Promise.all([import('#chat/ChatHistory.tsx'), import('#i18n/add-panel-texts.ts')]);
  return part.ChatHistory;
});

/** After the end: what was drawn, noted and written in the rooms that one may read. Nothing where there is none. */
export function EndedRooms({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const id = useId();
  const session_id = feed.view.session.id;
  const { data } = useQuery({ queryKey: ['breakouts', session_id], queryFn: () => readBreakouts(session_id) });
  const [chosen, setChosen] = useState<number | null>(null);
  const room = data?.items.find((one) => one.id === chosen) ?? data?.items[0];
  if (!data || !room) return null;
  return (
    <Card>
      <Stack gap="md" component="section" aria-label={t('breakouts.ended.heading')}>
        <Title order={2} size="h4">
          {t('breakouts.ended.heading')}
        </Title>
        {data.items.length > 1 && (
          <div className={classes.choice}>
            <label htmlFor={id}>{t('breakouts.ended.choose')}</label>
            <select
              id={id}
              className={classes.select}
              value={room.id}
              onChange={(event) => setChosen(Number(event.currentTarget.value))}
            >
              {data.items.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </div>
        )}
        <EndedRoom key={room.id} feed={feed} room={room} named={data.items.length === 1} />
      </Stack>
    </Card>
  );
}

function EndedRoom({ feed, room, named }: { feed: OpenFeed; room: Breakout; named: boolean }) {
  const { t } = useTexts();
  const session_id = feed.view.session.id;
  const { data, error, refetch } = useQuery({
    queryKey: ['breakout-view', session_id, room.id],
    queryFn: () => readBreakoutView(session_id, room.id),
  });
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={160} role="status" aria-label={t('breakouts.ended.loading')} />;
  const of_room: OpenFeed = { ...feed, view: data };
  return (
    <Stack gap="lg">
      {named && (
        <strong>
          <bdi>{room.name}</bdi>
        </strong>
      )}
      <Part heading={t('live.board')}>
        <EndedBoard feed={of_room} />
      </Part>
      <Part heading={t('ended.notes')}>
        <NotesHistory feed={of_room} />
      </Part>
      <Part heading={t('ended.chat')}>
        <ChatHistory session_id={session_id} breakout_id={room.id} />
      </Part>
    </Stack>
  );
}

function Part({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {heading}
      </Title>
      <Suspense fallback={<Skeleton height={60} />}>{children}</Suspense>
    </Stack>
  );
}
