import type { Replay } from '@lectern/contract';
import { type CSSProperties, memo, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { personColour } from '#people/person-colour.ts';
import type { ReplayPlayer } from './player.ts';
import { chapterName, clockTime, personName } from './replay-words.ts';
import classes from './SeekBar.module.css';
import { isSpeaking } from './stage-plan.ts';
import { useReplayTime } from './use-player.ts';

/** From so near a chapter's mark its name is told, as a part of the whole. */
const NEAR = 0.012;

/** The place in the recording, with its chapters and who spoke when. */
export function SeekBar({ replay, player }: { replay: Replay; player: ReplayPlayer }) {
  const { t } = useTexts();
  const { duration } = replay;
  const time = useReplayTime(player, 0.25);
  const [pointed, setPointed] = useState<number | null>(null);
  const [focused, setFocused] = useState(false);
  const told = pointed ?? (focused ? time : null);
  const share = (at: number) => (duration > 0 ? (at / duration) * 100 : 0);
  return (
    <div
      className={classes.bar}
      onPointerMove={(event) => {
        const { left, width } = event.currentTarget.getBoundingClientRect();
        setPointed(Math.min(duration, Math.max(0, ((event.clientX - left) / width) * duration)));
      }}
      onPointerLeave={() => setPointed(null)}
    >
      <div className={classes.track}>
        <div className={classes.gone} style={{ width: `${share(time)}%` }} />
      </div>
      {replay.chapters.map((chapter) => (
        <span
          key={`${chapter.kind} ${chapter.at}`}
          className={classes.mark}
          style={{ left: `${share(chapter.at)}%` }}
          aria-hidden="true"
        />
      ))}
      <SpokeLine replay={replay} />
      <input
        type="range"
        className={classes.range}
        aria-label={t('replay.seek')}
        aria-valuetext={[
          t('replay.at', { time: clockTime(time), duration: clockTime(duration) }),
          ...wordsAt(replay, time),
        ].join(', ')}
        min={0}
        max={duration}
        step="any"
        value={time}
        onFocus={(event) => setFocused(event.currentTarget.matches(':focus-visible'))}
        onBlur={() => setFocused(false)}
        onChange={(event) => player.seek(event.currentTarget.valueAsNumber)}
      />
      <span className={classes.thumb} style={{ left: `${share(time)}%` }} />
      {told !== null && (
        <div className={classes.tip} style={{ left: `${share(told)}%`, '--lean': share(told) } as CSSProperties}>
          {clockTime(told)}
          {wordsAt(replay, told).map((words) => (
            <span key={words}>{words}</span>
          ))}
        </div>
      )}
    </div>
  );

  /** Who speaks then, and which chapter is near. */
  function wordsAt({ people, chapters }: Replay, at: number): string[] {
    const names = people.filter((one) => isSpeaking(one, at)).map(({ number }) => personName(t, people, number));
    const chapter = chapters.find((one) => Math.abs(one.at - at) <= duration * NEAR);
    return [
      ...(names.length > 0 ? [t('replay.speaking', { names: names.join(', ') })] : []),
      ...(chapter ? [chapterName(t, replay, chapter)] : []),
    ];
  }
}

/** Each person has a colour, which the list of people tells. */
const SpokeLine = memo(function SpokeLine({ replay: { people, duration } }: { replay: Replay }) {
  return (
    <svg
      className={classes.spoke}
      viewBox={`0 0 ${Math.max(duration, 1)} 1`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {people.flatMap(({ number, spoke }) =>
        spoke.map(({ from, to }) => (
          <rect key={`${number} ${from}`} x={from} width={to - from} y={0} height={1} fill={lightOf(number)} />
        )),
      )}
    </svg>
  );
});

/** The person's colour, light enough for a thin line on a dark page. */
export const lightOf = (number: number) => `color-mix(in oklab, ${personColour(number)}, white 35%)`;
