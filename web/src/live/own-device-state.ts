import type { LocalTrack } from 'livekit-client';
import type { DeviceChoice } from './device-lists.ts';
import type { DeviceNews } from './device-news.ts';
import type { DeviceTrouble } from './device-trouble.ts';

/** The own microphone or camera, as its button shows it. */
export interface OwnDeviceState {
  /** What the person asked for. It holds over reconnects. */
  wanted: boolean;
  /** Between the wish and its coming true. */
  busy: boolean;
  trouble: DeviceTrouble | null;
  track: LocalTrack | null;
  /** The device that the track really takes in; null while it is off. */
  used: DeviceChoice | null;
  news: DeviceNews | null;
  /** A host turned it off. The person may turn it on again. */
  silenced: boolean;
  /** Why it cannot be turned on now: the host has locked it, or the person has chosen to send no picture. */
  held: Hold | null;
}

export type Hold = 'locked' | 'audio_only';

export const OFF = { wanted: false, busy: false, trouble: null, track: null, used: null, news: null, silenced: false };
