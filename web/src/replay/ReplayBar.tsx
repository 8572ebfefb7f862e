import type { Replay } from '@lectern/contract';
import {
  IconKeyboard,
  IconMaximize,
  IconMinimize,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRefresh,
  IconRewindBackward10,
  IconRewindForward10,
  IconVolume,
  IconVolumeOff,
} from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import { RoundButton } from '#ui/RoundButton.tsx';
import type { ReplayPlayer } from './player.ts';
import classes from './ReplayBar.module.css';
import { RoomChoiceSelect } from './RoomChoiceSelect.tsx';
import { SPEEDS } from './replay-clock.ts';
import type { RoomChoice } from './replay-in.ts';
import { clockTime } from './replay-words.ts';
import { SeekBar } from './SeekBar.tsx';
import { LAYOUTS, type Layout } from './stage-plan.ts';
import type { FullScreen } from './use-full-screen-of.ts';
import { usePlayerState, useReplayTime } from './use-player.ts';

interface ReplayBarProps {
  replay: Replay;
  player: ReplayPlayer;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  full: FullScreen;
  /** The id of the captions that are shown; null: none. */
  captions: number | null;
  onCaptions: (id: number | null) => void;
  onKeys: () => void;
  room: RoomChoice;
  onRoom: (choice: RoomChoice) => void;
}

/** All that one does with a replay: one row of thumb-sized controls below the place in it. */
export function ReplayBar({ replay, player, layout, onLayout, full, captions, onCaptions, ...props }: ReplayBarProps) {
  const { t } = useTexts();
  const { playing, ended, speed, volume, muted } = usePlayerState(player);
  const silent = muted || volume === 0;
  const layouts = LAYOUTS.filter((one) => one !== 'board' || replay.board.pages.length > 0);
  const move = (seconds: number) => player.seek(player.time() + seconds);
  const [playName, playIcon] = playing
    ? ([t('replay.pause'), IconPlayerPauseFilled] as const)
    : ended
      ? ([t('replay.again'), IconRefresh] as const)
      : ([t('replay.play'), IconPlayerPlayFilled] as const);
  return (
    <section className={classes.bar} aria-label={t('replay.controls')}>
      <SeekBar replay={replay} player={player} />
      <div className={classes.row}>
        <RoundButton icon={playIcon} name={playName} tone="on" onClick={playing ? player.pause : player.play} />
        <RoundButton icon={IconRewindBackward10} name={t('replay.back')} onClick={() => move(-10)} />
        <RoundButton icon={IconRewindForward10} name={t('replay.forward')} onClick={() => move(10)} />
        <Time player={player} />
        <span className={classes.space} />
        <RoundButton
          icon={silent ? IconVolumeOff : IconVolume}
          name={t(silent ? 'replay.unmute' : 'replay.mute')}
          onClick={() => player.setMuted(!silent)}
        />
        <input
          type="range"
          className={classes.volume}
          aria-label={t('replay.volume')}
          min={0}
          max={1}
          step={0.05}
          value={muted ? 0 : volume}
          onChange={(event) => player.setVolume(event.currentTarget.valueAsNumber)}
        />
        <RoomChoiceSelect rooms={replay.rooms} choice={props.room} onChoice={props.onRoom} />
        <select
          className={classes.choice}
          aria-label={t('replay.speed')}
          value={speed}
          onChange={(event) => {
            const chosen = SPEEDS.find((one) => String(one) === event.currentTarget.value);
            if (chosen) player.setSpeed(chosen);
          }}
        >
          {SPEEDS.map((one) => (
            <option key={one} value={one}>
              {t('replay.speedOf', { speed: one })}
            </option>
          ))}
        </select>
        <select
          className={classes.choice}
          aria-label={t('replay.layout')}
          value={layout}
          onChange={(event) => {
            const chosen = LAYOUTS.find((one) => one === event.currentTarget.value);
            if (chosen) onLayout(chosen);
          }}
        >
          {layouts.map((one) => (
            <option key={one} value={one}>
              {t(`replay.layouts.${one}`)}
            </option>
          ))}
        </select>
        {replay.captions.length > 0 && (
          <select
            className={classes.choice}
            aria-label={t('replay.captions')}
            value={captions ?? ''}
            onChange={(event) => onCaptions(Number(event.currentTarget.value) || null)}
          >
            <option value="">{t('replay.noCaptions')}</option>
            {replay.captions.map(({ id, language, label }) => (
              <option key={id} value={id} lang={language}>
                {label}
              </option>
            ))}
          </select>
        )}
        <RoundButton icon={IconKeyboard} name={t('replay.keys')} className={classes.keys} onClick={props.onKeys} />
        {full.offered && (
          <RoundButton
            icon={full.on ? IconMinimize : IconMaximize}
            name={t(full.on ? 'replay.fullScreenEnd' : 'replay.fullScreen')}
            onClick={full.toggle}
          />
        )}
      </div>
    </section>
  );
}

function Time({ player }: { player: ReplayPlayer }) {
  const time = useReplayTime(player, 1);
  return (
    <span className={classes.time} data-time={time}>
      {clockTime(time)} <span>/ {clockTime(player.duration)}</span>
    </span>
  );
}
