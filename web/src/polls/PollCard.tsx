import type { Poll } from '@lectern/contract';
import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { closePoll, showPoll } from '#api/polls.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { Failure } from '#ui/Failure.tsx';
import { Tag } from '#ui/Tag.tsx';
import { Ballot } from './Ballot.tsx';
import classes from './PollCard.module.css';
import { ResultBars } from './ResultBars.tsx';

interface PollCardProps {
  poll: Poll;
  is_host: boolean;
  may_vote: boolean;
}

const TONES = { open: 'accent', closed: 'neutral', shown: 'neutral' } as const;

/** One question: how one answers, or what came of it. */
export function PollCard({ poll, is_host, may_vote }: PollCardProps) {
  const { t } = useTexts();
  const name = useId();
  const { question, options, my_option, status, result } = poll;
  const mine = my_option === null ? undefined : options[my_option];
  return (
    <article className={classes.card} aria-labelledby={name}>
      <div className={classes.top}>
        <h3 id={name} className={classes.question} dir="auto">
          {question}
        </h3>
        <Tag tone={TONES[status]}>{t(`polls.status.${status}`)}</Tag>
      </div>
      <p className={classes.note}>{t(poll.anonymous ? 'polls.isAnonymous' : 'polls.isNamed')}</p>
      {status === 'open' && may_vote && <Ballot poll={poll} labelledBy={name} />}
      {result && <ResultBars poll={poll} result={result} />}
      {!is_host && status !== 'open' && (
        <p className={classes.note}>
          {mine === undefined ? t('polls.notAnswered') : t('polls.answered', { option: mine })}
          {status === 'closed' && ` ${t('polls.waitForResult')}`}
        </p>
      )}
      {is_host && <HostButtons poll={poll} />}
    </article>
  );
}

function HostButtons({ poll: { id, status } }: { poll: Poll }) {
  const { t } = useTexts();
  const close = useMutation({ mutationFn: () => closePoll(id) });
  const show = useMutation({ mutationFn: () => showPoll(id) });
  if (status === 'shown') return null;
  return (
    <>
      <Failure error={close.error ?? show.error} />
      <Group gap="xs" mt="sm">
        {status === 'open' && (
          <Button size="xs" variant="default" loading={close.isPending} onClick={() => close.mutate()}>
            {t('polls.stop')}
          </Button>
        )}
        <Button size="xs" loading={show.isPending} onClick={() => show.mutate()}>
          {t('polls.show')}
        </Button>
      </Group>
    </>
  );
}
