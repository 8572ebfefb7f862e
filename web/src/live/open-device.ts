import { createLocalTracks, type LocalTrack } from 'livekit-client';
import type { CaptureOptions } from './capture-options.ts';
import { devicesOffered } from './device-trouble.ts';
import type { DeviceKind } from './media-connection.ts';

/** Opens a microphone or a camera for this page alone. Rejects as the browser does where that fails. */
export async function openDevice(kind: DeviceKind, options: CaptureOptions): Promise<LocalTrack | null> {
  if (!devicesOffered()) throw new Error('No devices are offered to this page');
  const wanted = kind === 'camera' ? { video: options, audio: false } : { audio: options, video: false };
  const [track = null] = await createLocalTracks(wanted);
  return track;
}
