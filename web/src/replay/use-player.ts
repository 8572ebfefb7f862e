import type { Replay } from '@lectern/contract';
import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { clipAddress } from '#api/replay.ts';
import { makePicture, makeSound } from './media-elements.ts';
import { createPlayer, type PlayerState, type ReplayPlayer } from './player.ts';

/** The player of a recording, for as long as the page is there. Another one of the same goes on where the last was. */
export function usePlayer(replay: Replay, from: number): ReplayPlayer {
  const player = useMemo(() => {
    return createPlayer({
      replay,
      srcOf: (clip) => clipAddress(replay.recording.id, clip),
      makeSound,
      makePicture,
      now: () => performance.now(),
    });
  }, [replay]);
  const left = useRef<{ time: number; state: PlayerState } | null>(null);
  useEffect(() => {
    player.open();
    goOn(player, left.current?.time ?? from, left.current?.state ?? player.getState());
    return () => {
      left.current = { time: player.time(), state: player.getState() };
      player.close();
    };
  }, [player, from]);
  return player;
}

function goOn(player: ReplayPlayer, from: number, { playing, speed, volume, muted }: PlayerState): void {
  if (from > 0) player.seek(from);
  player.setSpeed(speed);
  player.setVolume(volume);
  player.setMuted(muted);
  if (playing) player.play();
}

export function usePlayerState(player: ReplayPlayer): PlayerState {
  return useSyncExternalStore(player.subscribe, player.getState);
}

/** How often the time is looked at, in milliseconds. */
const LOOK_EVERY = 100;

/** The time, in steps of so many seconds: what shows it is drawn again with each step only. */
export function useReplayTime(player: ReplayPlayer, step: number): number {
  const read = useCallback(() => Math.floor(player.time() / step + 1e-6) * step, [player, step]);
  return useReading(player, read);
}

/** Something that follows from the time, and is the same value as long as it comes to the same. */
export function useReading<Value>(player: ReplayPlayer, read: () => Value): Value {
  const subscribe = useCallback(
    (reader: () => void) => {
      const timer = setInterval(reader, LOOK_EVERY);
      const stop = player.subscribe(reader);
      return () => {
        clearInterval(timer);
        stop();
      };
    },
    [player],
  );
  return useSyncExternalStore(subscribe, read);
}
