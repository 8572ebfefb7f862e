import { LocalAudioTrack, type LocalTrack } from 'livekit-client';
import type { CaptureOptions } from './capture-options.ts';
import { capturedBy } from './used-device.ts';

const PROCESSING = ['noiseSuppression', 'echoCancellation', 'autoGainControl'] as const;

/** Lets a track go on with other options. To all who receive it, it stays the same track, muted or not as before. */
export async function adaptTrack(track: LocalTrack, options: CaptureOptions): Promise<void> {
  const captured = capturedBy(track);
  if (captured?.readyState !== 'live') {
    // It is off: it keeps them for when it starts again.
    const { resolution, ...others } = options;
    Object.assign(track.constraints, others, resolution);
    return;
  }
  if (track instanceof LocalAudioTrack && (await takesOver(track, captured, options))) return;
  await track.restartTrack(options);
}

/** Some browsers change how sound is processed while it goes on; others say that they have, and have not. */
async function takesOver(track: LocalAudioTrack, captured: MediaStreamTrack, options: CaptureOptions) {
  const wished = options.deviceId;
  const { deviceId } = captured.getSettings();
  if (typeof wished === 'object' && 'ideal' in wished && wished.ideal !== deviceId) return false;
  const { deviceId: _device, resolution: _picture, ...processing } = options;
  try {
    await track.applyConstraints(processing);
  } catch {
    return false;
  }
  const used = captured.getSettings();
  return PROCESSING.every((one) => used[one] === processing[one]);
}
