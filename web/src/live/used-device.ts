import type { LocalTrack } from 'livekit-client';
import type { DeviceChoice } from './device-lists.ts';

/** What a track takes in, before anything is done to it. */
export function capturedBy(track: LocalTrack | null): MediaStreamTrack | null {
  return track?.mediaStream?.getTracks()[0] ?? null;
}

/** Whether its device still gives something: of a track that has ended nothing comes any more. */
export function isLive(track: LocalTrack | null): boolean {
  return capturedBy(track)?.readyState === 'live';
}

/** The device of a live track, as the track itself says; the same object as before for as long as it is the same. */
export function usedDevice(track: LocalTrack | null, before: DeviceChoice | null): DeviceChoice | null {
  const captured = capturedBy(track);
  if (captured?.readyState !== 'live') return null;
  const { deviceId: id = '' } = captured.getSettings();
  return before?.id === id && before.label === captured.label ? before : { id, label: captured.label };
}
