import type { ReplayPlayer } from './player.ts';
import { nextSpeed } from './replay-clock.ts';

export interface KeyPress {
  key: string;
  shift: boolean;
}

/** What a key does with a replay; null: nothing. */
export function actOfKey({ key, shift }: KeyPress, player: ReplayPlayer, toggleFull: () => void): (() => void) | null {
  const move = (seconds: number) => () => player.seek(player.time() + seconds);
  const { playing, speed, muted } = player.getState();
  switch (key) {
    case ' ':
    case 'k':
      return playing ? player.pause : player.play;
    case 'ArrowLeft':
      return move(-5);
    case 'ArrowRight':
      return move(5);
    case 'j':
      return move(-10);
    case 'l':
      return move(10);
    case '<':
      return () => player.setSpeed(nextSpeed(speed, -1));
    case '>':
      return () => player.setSpeed(nextSpeed(speed, 1));
    // Where Shift makes another sign of them.
    case ',':
    case ';':
      return shift ? () => player.setSpeed(nextSpeed(speed, -1)) : null;
    case '.':
    case ':':
      return shift ? () => player.setSpeed(nextSpeed(speed, 1)) : null;
    case 'Home':
      return () => player.seek(0);
    case 'End':
      return () => player.seek(player.duration);
    case 'm':
      return () => player.setMuted(!muted);
    case 'f':
      return toggleFull;
    default:
      return /^\d$/.test(key) ? () => player.seek((player.duration * Number(key)) / 10) : null;
  }
}

/** What has a use for keys of its own keeps those. */
export function keepsKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('dialog, textarea, select, [contenteditable], [data-own-keys]')) return true;
  if (target instanceof HTMLInputElement && target.type !== 'range') return true;
  if (target.closest('[role="tablist"]') && /^Arrow|^Home$|^End$/.test(key)) return true;
  return key === ' ' && target.closest('button, a, [role="tab"]') !== null;
}
