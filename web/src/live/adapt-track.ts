import { LocalAudioTrack, type LocalTrack } from 'livekit-client';
import type { CaptureOptions } from './capture-options.ts';
import { deviceTrouble } from './device-trouble.ts';
import { endCopies } from './listening-copy.ts';
import { capturedBy } from './used-device.ts';

const PROCESSING = ['noiseSuppression', 'echoCancellation', 'autoGainControl'] as const;

/** Lets a track go on with other options. To all who receive it, it stays the same track, muted or not as before. */
export async function adaptTrack(track: LocalTrack, options: CaptureOptions): Promise<void> {
  const captured = capturedBy(track);
  if (captured?.readyState !== 'live') {
    // It is off: it keeps them for when it starts again.
    const { resolution, ...others } = options;
    const device = typeof options.deviceId === 'string' ? { deviceId: { exact: options.deviceId } } : {};
    Object.assign(track.constraints, others, device, resolution);
    return;
  }
  if (track instanceof LocalAudioTrack && (await takesOver(track, captured, options))) return;
  await restartTrack(track, options);
}

/** Starts it anew. The device is insisted on: browsers do not care for a mere wish. */
export async function restartTrack(track: LocalTrack, options: CaptureOptions): Promise<void> {
  const { deviceId } = options;
  const captured = capturedBy(track);
  if (captured) endCopies(captured);
  await track.restartTrack(typeof deviceId === 'string' ? { ...options, deviceId: { exact: deviceId } } : options);
}

/** What does not start because its device is not there any more is to start with any. False where that is not why. */
export function forgetDevice(track: LocalTrack | undefined, error: unknown): boolean {
  const trouble = deviceTrouble(error, true);
  if (!track || (trouble !== 'none_found' && trouble !== 'over_constrained')) return false;
  delete track.constraints.deviceId;
  return true;
}

/** Some browsers change how sound is processed while it goes on; others say that they have, and have not. */
async function takesOver(track: LocalAudioTrack, captured: MediaStreamTrack, options: CaptureOptions) {
  const wished = options.deviceId;
  const { deviceId } = captured.getSettings();
  if (wished !== undefined && wished !== deviceId) return false;
  const { deviceId: _device, resolution: _picture, ...processing } = options;
  try {
    await track.applyConstraints(processing);
  } catch {
    return false;
  }
  const used = captured.getSettings();
  return PROCESSING.every((one) => used[one] === processing[one]);
}
