import { devicesOffered } from './device-trouble.ts';

export interface DeviceChoice {
  id: string;
  label: string;
}

export interface DeviceLists {
  /** What can be chosen from. Without names, and so empty, until the person has let the page use a device. */
  microphones: readonly DeviceChoice[];
  cameras: readonly DeviceChoice[];
  /** Empty where the browser does not let a page choose. */
  speakers: readonly DeviceChoice[];
}

export const NO_DEVICES: DeviceLists = { microphones: [], cameras: [], speakers: [] };

export async function listDevices(): Promise<DeviceLists> {
  if (!devicesOffered()) return NO_DEVICES;
  const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  const named = (kind: MediaDeviceKind) =>
    all
      .filter((one) => one.kind === kind && one.label && one.deviceId)
      .map(({ deviceId: id, label }) => ({ id, label }));
  return {
    microphones: named('audioinput'),
    cameras: named('videoinput'),
    speakers: 'setSinkId' in HTMLMediaElement.prototype ? named('audiooutput') : [],
  };
}
