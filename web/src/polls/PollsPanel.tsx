import { moderates } from '@lectern/contract';
import { Button, Skeleton } from '@mantine/core';
import { IconChartBar, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { SidePanel } from '#chat/SidePanel.tsx';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { NewPoll } from './NewPoll.tsx';
import { PollCard } from './PollCard.tsx';
import classes from './PollsPanel.module.css';

interface PollsPanelProps {
  feed: OpenFeed;
  onClose: () => void;
}

/** Questions to everybody in the room, the latest first. */
export function PollsPanel({ feed, onClose }: PollsPanelProps) {
  const { t } = useTexts();
  const { room, role, session } = feed.view;
  const is_host = moderates(role);
  const [asking, setAsking] = useState(false);
  const polls = room?.polls.toReversed() ?? [];
  return (
    <SidePanel id="polls" heading={t('polls.heading')} close={t('polls.close')} onClose={onClose}>
      <div className={classes.body}>
        {!room && <Skeleton height={120} radius="md" />}
        {room && is_host && !asking && (
          <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAsking(true)}>
            {t('polls.new')}
          </Button>
        )}
        {asking && <NewPoll session_id={session.id} onDone={() => setAsking(false)} />}
        {room && polls.length === 0 && !asking && (
          <div className={classes.empty}>
            <IconChartBar size={36} stroke={1.25} aria-hidden />
            <strong>{t('polls.empty')}</strong>
            <span>{t(is_host ? 'polls.emptyHost' : 'polls.emptyLearner')}</span>
          </div>
        )}
        {polls.map((poll) => (
          <PollCard key={poll.id} poll={poll} is_host={is_host} may_vote={!is_host} />
        ))}
      </div>
    </SidePanel>
  );
}
