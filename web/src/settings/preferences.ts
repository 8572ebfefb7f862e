import { useSyncExternalStore } from 'react';

export const QUALITIES = ['low', 'standard', 'high'] as const;
export const DATA_SAVERS = ['off', 'others_cameras_off', 'audio_only'] as const;
export const BACKGROUNDS = ['none', 'blur'] as const;
export const LAYOUTS = ['grid', 'speaker'] as const;

/** What a person has chosen on this device, for every session. Ids of devices are wishes: what is used, its track says. */
export interface Preferences {
  readonly microphone_id: string | null;
  readonly speaker_id: string | null;
  readonly camera_id: string | null;
  /** The own picture, for oneself only. */
  readonly mirrored: boolean;
  readonly noise_suppression: boolean;
  readonly echo_cancellation: boolean;
  readonly auto_gain: boolean;
  readonly push_to_talk: boolean;
  readonly quality: (typeof QUALITIES)[number];
  /** others_cameras_off: no camera of anybody else is received. audio_only: nor is the own one sent. */
  readonly data_saver: (typeof DATA_SAVERS)[number];
  readonly background: (typeof BACKGROUNDS)[number];
  /** Single keys that do something in the live room. */
  readonly shortcuts: boolean;
  /** speaker: one person large, and a strip of the others. */
  readonly layout: (typeof LAYOUTS)[number];
  /** Whether one sees oneself on the stage. */
  readonly own_tile: boolean;
  readonly only_with_video: boolean;
  /** Whether the stage floats above other windows once its tab is hidden. */
  readonly float_when_hidden: boolean;
  /** Whether the board takes the stage's place, or stands beside it. */
  readonly board_fills: boolean;
  /** Whether one has been told what recording means for everybody. */
  readonly recording_explained: boolean;
}

export const DEFAULTS: Preferences = {
  microphone_id: null,
  speaker_id: null,
  camera_id: null,
  mirrored: true,
  noise_suppression: true,
  echo_cancellation: true,
  auto_gain: true,
  push_to_talk: false,
  quality: 'standard',
  data_saver: 'off',
  background: 'none',
  shortcuts: true,
  layout: 'grid',
  own_tile: true,
  only_with_video: false,
  float_when_hidden: false,
  board_fills: false,
  recording_explained: false,
};

const KEY = 'lectern-preferences';
const readers = new Set<() => void>();
let current: Preferences = parsePreferences(stored());

export function preferences(): Preferences {
  return current;
}

/** Changes what is named, now and for the next time; whoever reads them is told. */
export function prefer(changes: Partial<Preferences>): void {
  become({ ...current, ...changes });
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // A full or forbidden store: then it lasts as long as the page.
  }
}

export function subscribePreferences(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

/** What the person prefers; what uses it is drawn again when that changes. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribePreferences, preferences);
}

/** What was stored, perhaps by another version or another hand: whatever is not understood is as by default. */
export function parsePreferences(text: string | null): Preferences {
  const given = objectIn(text);
  const id = (name: 'microphone_id' | 'speaker_id' | 'camera_id') => {
    const value = given[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const flag = (name: keyof Preferences, otherwise: boolean) => {
    const value = given[name];
    return typeof value === 'boolean' ? value : otherwise;
  };
  const one = <Value extends string>(name: keyof Preferences, values: readonly Value[], otherwise: Value) =>
    values.find((value) => value === given[name]) ?? otherwise;
  return {
    microphone_id: id('microphone_id'),
    speaker_id: id('speaker_id'),
    camera_id: id('camera_id'),
    mirrored: flag('mirrored', DEFAULTS.mirrored),
    noise_suppression: flag('noise_suppression', DEFAULTS.noise_suppression),
    echo_cancellation: flag('echo_cancellation', DEFAULTS.echo_cancellation),
    auto_gain: flag('auto_gain', DEFAULTS.auto_gain),
    push_to_talk: flag('push_to_talk', DEFAULTS.push_to_talk),
    quality: one('quality', QUALITIES, DEFAULTS.quality),
    data_saver: one('data_saver', DATA_SAVERS, DEFAULTS.data_saver),
    background: one('background', BACKGROUNDS, DEFAULTS.background),
    shortcuts: flag('shortcuts', DEFAULTS.shortcuts),
    layout: one('layout', LAYOUTS, DEFAULTS.layout),
    own_tile: flag('own_tile', DEFAULTS.own_tile),
    only_with_video: flag('only_with_video', DEFAULTS.only_with_video),
    float_when_hidden: flag('float_when_hidden', DEFAULTS.float_when_hidden),
    board_fills: flag('board_fills', DEFAULTS.board_fills),
    recording_explained: flag('recording_explained', DEFAULTS.recording_explained),
  };
}

function objectIn(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function become(preferred: Preferences): void {
  current = preferred;
  for (const reader of readers) reader();
}

if (typeof window !== 'undefined') {
  // Another tab chose something.
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key === KEY || key === null) become(parsePreferences(newValue));
  });
}
