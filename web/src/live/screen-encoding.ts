import { AudioPresets, Track, type TrackPublishOptions, VideoPreset } from 'livekit-client';
import type { CaptureSize } from './screen-capture.ts';

/** Bits a second for each pixel: a page of text is sharp within a second of a change. */
const BITS_PER_PIXEL = 1.5;
const LEAST_BITRATE = 1_000_000;
const MOST_BITRATE = 5_000_000;
const FRAME_RATE = 15;
/** The smaller one is for small tiles and thin lines: a preview, in which only large things can be read. */
const SMALLER = { by: 2, frame_rate: 5, share: 0.12 };

/** How a screen of this size is sent: all its pixels at few pictures a second, and half as many for who sees it small. */
export function screenEncoding({ width, height }: CaptureSize): TrackPublishOptions {
  const maxBitrate = Math.round(Math.min(Math.max(width * height * BITS_PER_PIXEL, LEAST_BITRATE), MOST_BITRATE));
  const smaller = new VideoPreset(
    Math.round(width / SMALLER.by),
    Math.round(height / SMALLER.by),
    Math.round(maxBitrate * SMALLER.share),
    SMALLER.frame_rate,
  );
  return {
    source: Track.Source.ScreenShare,
    simulcast: true,
    screenShareEncoding: { maxBitrate, maxFramerate: FRAME_RATE },
    screenShareSimulcastLayers: [smaller],
    degradationPreference: 'maintain-resolution',
  };
}

/** Films and music, not a voice in a room. */
export const SCREEN_SOUND: TrackPublishOptions = {
  source: Track.Source.ScreenShareAudio,
  audioPreset: AudioPresets.musicStereo,
  dtx: false,
  red: false,
};
