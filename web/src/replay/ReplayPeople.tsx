import type { Replay, ReplayPerson } from '@lectern/contract';
import { useTexts } from '#i18n/use-texts.ts';
import type { ReplayPlayer } from './player.ts';
import classes from './ReplaySide.module.css';
import { clockTime, personName } from './replay-words.ts';
import { lightOf } from './SeekBar.tsx';
import { isHere, isSpeaking } from './stage-plan.ts';
import { useReplayTime } from './use-player.ts';

/** Everybody who is in it, what they do at this moment, and the colour of their line. */
export function ReplayPeople({ replay, player }: { replay: Replay; player: ReplayPlayer }) {
  const time = useReplayTime(player, 0.5);
  return (
    <ul className={classes.list}>
      {replay.people.map((person) => (
        <Person key={person.number} replay={replay} person={person} time={time} />
      ))}
    </ul>
  );
}

function Person({ replay, person, time }: { replay: Replay; person: ReplayPerson; time: number }) {
  const { t } = useTexts();
  const { number, role, recorded, spoke } = person;
  const here = isHere(person, time);
  const spoken = spoke.reduce((sum, { from, to }) => sum + to - from, 0);
  const facts = [
    ...(role === 'member' ? [] : [t(`replay.role.${role}`)]),
    ...(recorded ? [] : [t('replay.notRecorded')]),
    t(isSpeaking(person, time) ? 'replay.speaks' : here ? 'replay.here' : 'replay.left'),
    ...(spoken >= 1 ? [t('replay.spoke', { time: clockTime(spoken) })] : []),
  ];
  return (
    <li className={classes.person} data-away={!here || undefined}>
      <span className={classes.swatch} style={{ background: lightOf(number) }} aria-hidden="true" />
      <span className={classes.head}>
        <strong>
          <bdi>{personName(t, replay.people, number)}</bdi>
        </strong>
        <span className={classes.soft}>{facts.join(', ')}</span>
      </span>
    </li>
  );
}
