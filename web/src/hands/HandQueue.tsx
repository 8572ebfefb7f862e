import '#i18n/add-room-texts.ts';
import { type Hand, moderates } from '@lectern/contract';
import { Button } from '@mantine/core';
import { IconArrowDown, IconMicrophone2 } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { giveWord, giveWordToNext, lowerAllHands, lowerHand } from '#api/hands.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { personName } from '#people/person-name.ts';
import { Failure } from '#ui/Failure.tsx';
import { useNow } from '#ui/use-now.ts';
import classes from './HandQueue.module.css';
import { waitedTime } from './hand-queue.ts';

/** Whose hands are up, first come, first served; hosts give the word from here. Nothing where nobody asks. */
export function HandQueue({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const { session, room, role } = feed.view;
  const id = session.id;
  const run = useMutation({ mutationFn: (command: () => Promise<unknown>) => command() });
  if (!room || (room.hands.length === 0 && !room.word)) return null;
  const is_host = moderates(role);
  return (
    <section className={classes.section} aria-labelledby="hands-heading">
      <h3 id="hands-heading" className={classes.heading}>
        {t('hands.heading')}
      </h3>
      {room.word && (
        <p className={classes.word}>
          <IconMicrophone2 size={18} aria-hidden />
          <span className={classes.name}>
            <bdi>{personName(room.word)}</bdi> {t('hands.word')}
          </span>
          {is_host && (
            <Button size="compact-sm" variant="default" onClick={() => run.mutate(() => giveWord(id, null))}>
              {t('hands.takeBack')}
            </Button>
          )}
        </p>
      )}
      {room.hands.length > 0 && (
        <ol className={classes.list} aria-label={t('hands.queue')}>
          {room.hands.map((hand) => (
            <Waiting
              key={hand.user.id}
              hand={hand}
              clock_offset={feed.clock_offset}
              onGive={is_host ? () => run.mutate(() => giveWord(id, hand.user.id)) : null}
              onLower={is_host ? () => run.mutate(() => lowerHand(id, hand.user.id)) : null}
            />
          ))}
        </ol>
      )}
      {is_host && room.hands.length > 0 && (
        <div className={classes.actions}>
          <Button size="sm" loading={run.isPending} onClick={() => run.mutate(() => giveWordToNext(id))}>
            {t('hands.next')}
          </Button>
          <Button size="sm" variant="default" onClick={() => run.mutate(() => lowerAllHands(id))}>
            {t('hands.lowerAll')}
          </Button>
        </div>
      )}
      <Failure error={run.error} />
    </section>
  );
}

interface WaitingProps {
  hand: Hand;
  clock_offset: number;
  onGive: (() => void) | null;
  onLower: (() => void) | null;
}

function Waiting({ hand, clock_offset, onGive, onLower }: WaitingProps) {
  const { t } = useTexts();
  const waited = useNow() + clock_offset - Date.parse(hand.raised_at);
  const name = personName(hand.user);
  return (
    <li className={classes.hand}>
      <span className={classes.name}>
        <bdi>{name}</bdi>
        <span className={classes.time}>{t('hands.waits', { time: waitedTime(waited) })}</span>
      </span>
      {onGive && (
        <button
          type="button"
          className={classes.tool}
          aria-label={t('hands.give', { name })}
          title={t('hands.give', { name })}
          onClick={onGive}
        >
          <IconMicrophone2 size={18} aria-hidden />
        </button>
      )}
      {onLower && (
        <button
          type="button"
          className={classes.tool}
          aria-label={t('hands.lowerOf', { name })}
          title={t('hands.lowerOf', { name })}
          onClick={onLower}
        >
          <IconArrowDown size={18} aria-hidden />
        </button>
      )}
    </li>
  );
}
