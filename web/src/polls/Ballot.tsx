import type { Poll } from '@lectern/contract';
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { votePoll } from '#api/polls.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { Failure } from '#ui/Failure.tsx';
import classes from './PollCard.module.css';

/** The options of an open poll. One may choose again for as long as it is open. */
export function Ballot({ poll, labelledBy }: { poll: Poll; labelledBy: string }) {
  const { t } = useTexts();
  const group = useId();
  const { id, options, my_option } = poll;
  const [picked, setPicked] = useState<number | null>(null);
  const vote = useMutation({
    mutationFn: (option: number) => votePoll(id, option),
    onSuccess: () => announce(t('polls.said.answered')),
  });
  // The answer may be here before the event that tells of it.
  const voted = my_option ?? vote.data?.my_option ?? null;
  const choice = picked ?? voted;
  const answered = voted === null ? undefined : options[voted];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (choice !== null) vote.mutate(choice);
      }}
    >
      <div role="radiogroup" aria-labelledby={labelledBy} className={classes.options}>
        {options.map((option, index) => (
          // The options of a poll never change, and differ from each other.
          <label key={option} className={classes.option} data-chosen={choice === index || undefined}>
            <input type="radio" name={group} checked={choice === index} onChange={() => setPicked(index)} />
            <bdi>{option}</bdi>
          </label>
        ))}
      </div>
      <Failure error={vote.error} />
      <Button type="submit" size="sm" mt="sm" loading={vote.isPending} disabled={choice === null || choice === voted}>
        {t(voted === null ? 'polls.answer' : 'polls.change')}
      </Button>
      {answered !== undefined && (
        <p className={classes.answered}>
          <IconCheck size={16} aria-hidden />
          {t('polls.answered', { option: answered })}
        </p>
      )}
    </form>
  );
}
