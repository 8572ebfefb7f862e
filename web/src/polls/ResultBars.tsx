import type { Poll, PollResult } from '@lectern/contract';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import classes from './PollCard.module.css';
import { shares } from './shares.ts';

/** How many chose what, in numbers and bars; by whom, where the poll is one with names. */
export function ResultBars({ poll, result }: { poll: Poll; result: PollResult }) {
  const { t, language } = useTexts();
  const total = result.counts.reduce((sum, count) => sum + count, 0);
  const percents = shares(result.counts);
  const listed = new Intl.ListFormat(language, { type: 'unit' });
  return (
    <>
      <ul className={classes.bars}>
        {poll.options.map((option, index) => {
          const count = result.counts[index] ?? 0;
          const percent = percents[index] ?? 0;
          const voters =
            result.votes?.filter((vote) => vote.option === index).map((vote) => personName(vote.user)) ?? [];
          return (
            <li key={option} className={classes.bar}>
              <span className={classes.words}>
                <bdi className={classes.name}>{option}</bdi>
                {poll.my_option === index && <span className={classes.mine}>{t('polls.yours')}</span>}
                <span className={classes.numbers}>{t('polls.bar', { count, percent })}</span>
              </span>
              <span className={classes.track} aria-hidden>
                <span className={classes.fill} style={{ width: `${percent}%` }} />
              </span>
              {voters.length > 0 && <span className={classes.voters}>{listed.format(voters)}</span>}
            </li>
          );
        })}
      </ul>
      <p className={classes.note}>{t('polls.votes', { count: total })}</p>
    </>
  );
}
