import type { Clip } from '@lectern/contract';
import { bringInStep } from './in-step.ts';

/** What of an <audio> or <video> is used. */
export type ClipElement = Pick<
  HTMLMediaElement,
  | 'src'
  | 'currentTime'
  | 'duration'
  | 'readyState'
  | 'paused'
  | 'seeking'
  | 'ended'
  | 'error'
  | 'playbackRate'
  | 'play'
  | 'pause'
  | 'load'
  | 'removeAttribute'
>;

/** How the replay runs, as a clip follows it. */
export interface Pace {
  /** Of the replay, in seconds. */
  time: number;
  running: boolean;
  speed: number;
  /** Milliseconds, of the machine. */
  now: number;
}

/** There is enough to go on with; with less it would stand at once. */
const ENOUGH = 3;
const CURRENT_FRAME = 2;
/** Files are measured in frames: the end of one may be this much before its clip's, in seconds. */
const SHORT_OF_END = 0.25;
/** When what could not be loaded is asked for again, in milliseconds; after that it goes on without it. */
const RETRIES = [500, 1_500, 4_000];

export type ClipSlot<E extends ClipElement> = ReturnType<typeof createClipSlot<E>>;

/** One clip in its element: loaded from the moment it is here, and kept in step with the clock. */
export function createClipSlot<E extends ClipElement>(clip: Clip, element: E, src: string, onBlocked: () => void) {
  let failures = 0;
  let retry_at: number | null = null;
  let nudging = false;
  element.src = src;
  element.load();

  const target = (time: number) => Math.max(0, time - clip.from);
  const isOver = (time: number) =>
    element.ended || (Number.isFinite(element.duration) && target(time) >= element.duration - SHORT_OF_END);

  function lookAfterFailure(now: number): void {
    if (!element.error || hasFailed()) return;
    retry_at ??= now + (RETRIES[failures] ?? 0);
    if (now < retry_at) return;
    failures += 1;
    retry_at = null;
    if (hasFailed()) return;
    element.src = src;
    element.load();
  }

  function hasFailed(): boolean {
    return failures >= RETRIES.length;
  }

  function start(): void {
    if (!element.paused) return;
    element.play().catch((error: unknown) => {
      // Another reason is that it was stopped before it began.
      if (error instanceof DOMException && error.name === 'NotAllowedError') onBlocked();
    });
  }

  return {
    clip,
    element,
    get failed(): boolean {
      return hasFailed();
    },
    /** Whether the clock need not wait for it. */
    ready(time: number, running: boolean): boolean {
      if (hasFailed() || isOver(time)) return true;
      if (element.error || element.seeking) return false;
      if (element.readyState >= ENOUGH) return Math.abs(element.currentTime - target(time)) < 1;
      return !running && element.readyState >= CURRENT_FRAME;
    },
    /** For a clip that is due. */
    follow({ time, running, speed, now }: Pace): void {
      lookAfterFailure(now);
      if (element.error || element.readyState === 0) return;
      if (isOver(time)) {
        // Its last frame is not its picture any more, but one may go back into it.
        if (element.ended && target(time) < element.duration - SHORT_OF_END) element.currentTime = target(time);
        return;
      }
      if (!element.seeking) {
        const step = bringInStep(element.currentTime, target(time), running, nudging);
        nudging = step.kind === 'nudge';
        if (step.kind === 'seek') element.currentTime = target(time);
        const rate = speed * (step.kind === 'nudge' ? step.factor : 1);
        if (element.playbackRate !== rate) element.playbackRate = rate;
      }
      if (running) start();
      else if (!element.paused) element.pause();
    },
    /** For one that is loaded beforehand: it stands at its beginning. */
    stand(now: number): void {
      lookAfterFailure(now);
      if (!element.paused) element.pause();
      if (element.readyState > 0 && !element.seeking && element.currentTime > 0) element.currentTime = 0;
    },
    tryAgain(): void {
      if (!hasFailed()) return;
      failures = 0;
      element.src = src;
      element.load();
    },
    /** The element is free for another clip. */
    leave(): void {
      element.pause();
      element.removeAttribute('src');
      element.load();
    },
  };
}
