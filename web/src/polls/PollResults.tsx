import { moderates } from '@lectern/contract';
import { Stack, Text } from '@mantine/core';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { PollCard } from './PollCard.tsx';

/** What was asked in a session that is over, and what came of it. */
export function PollResults({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const { room, role } = feed.view;
  if (!room || room.polls.length === 0) return <Text c="var(--ink-soft)">{t('polls.none')}</Text>;
  return (
    <Stack gap="md">
      {room.polls.map((poll) => (
        <PollCard key={poll.id} poll={poll} is_host={moderates(role)} may_vote={false} />
      ))}
    </Stack>
  );
}
