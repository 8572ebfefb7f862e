import type { LocalTrack } from 'livekit-client';
import { preferences } from '#settings/preferences.ts';
import { captureOptions } from './capture-options.ts';
import { type DeviceTrouble, devicesOffered, deviceTrouble } from './device-trouble.ts';
import type { DeviceKind } from './media-connection.ts';
import { openDevice } from './open-device.ts';

/** A microphone or camera that is tried out here, and reaches nobody. */
export type Trial =
  | { kind: 'opening' }
  | { kind: 'open'; track: LocalTrack }
  | { kind: 'failed'; trouble: DeviceTrouble };

/** Opens what the person prefers. Returns how to let go of it. */
export function tryDevice(kind: DeviceKind, onChange: (trial: Trial) => void): () => void {
  let over = false;
  let open: LocalTrack | null = null;
  onChange({ kind: 'opening' });
  openDevice(kind, captureOptions(kind, preferences())).then(
    (track) => {
      if (over || !track) return track?.stop();
      open = track;
      onChange({ kind: 'open', track });
    },
    (error: unknown) => {
      if (!over) onChange({ kind: 'failed', trouble: deviceTrouble(error, devicesOffered()) });
    },
  );
  return () => {
    over = true;
    open?.stop();
  };
}
