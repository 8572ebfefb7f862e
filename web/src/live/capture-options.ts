import type { AudioCaptureOptions, VideoCaptureOptions } from 'livekit-client';
import type { Preferences } from '#settings/preferences.ts';
import type { DeviceKind } from './media-connection.ts';

/** How a microphone or a camera is opened; each takes what is its own. */
export type CaptureOptions = AudioCaptureOptions & VideoCaptureOptions;

const PICTURES = {
  low: { width: 640, height: 360, frameRate: 15 },
  standard: { width: 1280, height: 720, frameRate: 30 },
  high: { width: 1920, height: 1080, frameRate: 30 },
} as const satisfies Record<Preferences['quality'], { width: number; height: number; frameRate: number }>;

/** What the person prefers, as the browser understands it. */
export function captureOptions(kind: DeviceKind, preferred: Preferences): CaptureOptions {
  const id = wishedId(kind, preferred);
  const device = id === null ? {} : { deviceId: id };
  switch (kind) {
    case 'microphone':
      return { ...device, ...soundProcessing(preferred) };
    case 'camera':
      return { ...device, resolution: PICTURES[preferred.quality] };
    default:
      return kind satisfies never;
  }
}

export function wishedId(kind: DeviceKind, { microphone_id, camera_id }: Preferences): string | null {
  return kind === 'microphone' ? microphone_id : camera_id;
}

function soundProcessing({ noise_suppression, echo_cancellation, auto_gain }: Preferences) {
  return {
    noiseSuppression: noise_suppression,
    // A stronger kind of it, which browsers would put in its place.
    voiceIsolation: noise_suppression,
    echoCancellation: echo_cancellation,
    autoGainControl: auto_gain,
  };
}
