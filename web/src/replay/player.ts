import type { Clip, Replay } from '@lectern/contract';
import { type ClipElement, type ClipSlot, createClipSlot } from './clip-slot.ts';
import { type ClipKey, clipKey, createDueClips, isSound } from './due-clips.ts';
import { createReplayClock, type Speed } from './replay-clock.ts';

/** How often it is looked whether all are in step, in milliseconds. */
const LOOK_EVERY = 50;
/** How long the clock may stand before it is said so, in milliseconds: shorter is no more than a breath. */
const SAY_AFTER = 300;
/** How many elements wait to be used again, of each kind. */
const MOST_IDLE = 24;

export interface PlayerState {
  readonly playing: boolean;
  readonly ended: boolean;
  /** It plays, and waits for what is not loaded yet. */
  readonly waiting: boolean;
  /** The browser lets no sound begin before the person presses something. */
  readonly blocked: boolean;
  readonly speed: Speed;
  readonly volume: number;
  readonly muted: boolean;
  /** How many clips that are due now could not be loaded. */
  readonly failed: number;
  /** The pictures that are there to be seen now. */
  readonly pictures: ReadonlyMap<ClipKey, HTMLVideoElement>;
}

/** What the player needs of the world; tests bring their own. */
export interface PlayerParts {
  replay: Pick<Replay, 'clips' | 'duration'>;
  srcOf: (clip: Clip) => string;
  makeSound: () => HTMLAudioElement;
  makePicture: () => HTMLVideoElement;
  now: () => number;
}

export type ReplayPlayer = ReturnType<typeof createPlayer>;

/**
 * Plays a recording: many clips on one clock. Everybody's sound plays, and those pictures that are shown. The clock waits
 * for whatever is to be heard or seen now; what comes next is loaded before its time; elements are used again.
 */
export function createPlayer({ replay, srcOf, makeSound, makePicture, now }: PlayerParts) {
  const clock = createReplayClock(replay.duration, now);
  const dueAt = createDueClips(replay.clips);
  const sounds = new Map<number, ClipSlot<HTMLAudioElement>>();
  const pictures = new Map<number, ClipSlot<HTMLVideoElement>>();
  const idle = { sounds: [] as HTMLAudioElement[], pictures: [] as HTMLVideoElement[] };
  const listeners = new Set<() => void>();
  let shown: ReadonlySet<ClipKey> = new Set();
  let waits_since: number | null = null;
  let timer: ReturnType<typeof setInterval> | null = null;
  let state: PlayerState = {
    playing: false,
    ended: false,
    waiting: false,
    blocked: false,
    speed: 1,
    volume: 1,
    muted: false,
    failed: 0,
    pictures: new Map(),
  };

  function block(): void {
    clock.pause();
    set({ blocked: true });
  }

  function slotOf(clip: Clip): ClipSlot<HTMLMediaElement> {
    if (isSound(clip)) {
      return opened(clip, sounds, () => {
        const element = idle.sounds.pop() ?? makeSound();
        element.volume = state.volume;
        element.muted = state.muted;
        return element;
      });
    }
    return opened(clip, pictures, () => idle.pictures.pop() ?? makePicture());
  }

  function opened<E extends HTMLMediaElement>(clip: Clip, slots: Map<number, ClipSlot<E>>, take: () => E): ClipSlot<E> {
    const known = slots.get(clip.id);
    if (known) return known;
    const slot = createClipSlot(clip, take(), srcOf(clip), block);
    slots.set(clip.id, slot);
    return slot;
  }

  /** Brings everything to where the clock is. */
  function look(): void {
    const time = clock.time();
    const due = dueAt(time, clock.speed, (key) => shown.has(key));
    const kept = new Set([...due.now, ...due.soon].map(({ id }) => id));
    letGo(sounds, idle.sounds, kept);
    letGo(pictures, idle.pictures, kept);
    const playing = due.now.map(slotOf);
    const wanted = clock.playing;
    clock.wait(wanted && playing.some((slot) => !slot.ready(time, true)));
    const pace = { time, running: wanted && !clock.waiting, speed: clock.speed, now: now() };
    for (const slot of playing) slot.follow(pace);
    for (const clip of due.soon) slotOf(clip).stand(pace.now);
    tell(time, due.now, playing);
  }

  function tell(time: number, due: readonly Clip[], slots: readonly ClipSlot<ClipElement>[]): void {
    const stands = clock.playing ? clock.waiting : slots.some((slot) => !slot.ready(time, false));
    waits_since = stands ? (waits_since ?? now()) : null;
    const seen = new Map<ClipKey, HTMLVideoElement>();
    for (const clip of due) {
      const slot = pictures.get(clip.id);
      if (slot && !slot.failed && slot.element.readyState > 0) seen.set(clipKey(clip), slot.element);
    }
    set({
      playing: clock.playing,
      ended: clock.ended,
      waiting: waits_since !== null && now() - waits_since >= SAY_AFTER,
      failed: slots.filter((slot) => slot.failed).length,
      pictures: isSame(seen, state.pictures) ? state.pictures : seen,
    });
  }

  function set(change: Partial<PlayerState>): void {
    const next = { ...state, ...change };
    const keys = Object.keys(change) as (keyof PlayerState)[];
    if (keys.every((key) => state[key] === next[key])) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function changeSound(change: { volume?: number; muted?: boolean }): void {
    set(change);
    for (const { element } of sounds.values()) {
      element.volume = state.volume;
      element.muted = state.muted;
    }
  }

  function doing(act: () => void): void {
    act();
    look();
  }

  return {
    duration: replay.duration,
    time: clock.time,
    getState: () => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** From a press of the person's: a browser that lets no sound begin by itself lets it begin then. */
    play: () =>
      doing(() => {
        set({ blocked: false });
        clock.play();
      }),
    pause: () => doing(clock.pause),
    seek: (to: number) => doing(() => clock.seek(to)),
    setSpeed: (speed: Speed) =>
      doing(() => {
        clock.setSpeed(speed);
        set({ speed });
      }),
    setVolume: (volume: number) => changeSound({ volume, muted: volume === 0 }),
    setMuted: (muted: boolean) => changeSound({ muted, ...(state.volume === 0 && !muted ? { volume: 1 } : {}) }),
    /** Whose pictures are seen: no other is loaded. */
    show: (keys: ReadonlySet<ClipKey>) =>
      doing(() => {
        shown = keys;
      }),
    /** Asks again for what could not be loaded. */
    tryAgain: () =>
      doing(() => {
        for (const slot of [...sounds.values(), ...pictures.values()]) slot.tryAgain();
      }),
    look,
    open(): void {
      timer ??= setInterval(look, LOOK_EVERY);
      look();
    },
    close(): void {
      if (timer) clearInterval(timer);
      timer = null;
      clock.pause();
      letGo(sounds, idle.sounds, new Set());
      letGo(pictures, idle.pictures, new Set());
      set({ playing: false, pictures: new Map() });
    },
  };
}

/** Frees the elements of clips that are not needed any more. */
function letGo<E extends ClipElement>(slots: Map<number, ClipSlot<E>>, idle: E[], kept: ReadonlySet<number>): void {
  for (const [id, slot] of slots) {
    if (kept.has(id)) continue;
    slots.delete(id);
    slot.leave();
    if (idle.length < MOST_IDLE) idle.push(slot.element);
  }
}

function isSame<K, V>(one: ReadonlyMap<K, V>, other: ReadonlyMap<K, V>): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}
