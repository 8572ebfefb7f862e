import { useEffect, useState } from 'react';
import { captureOptions } from '#live/capture-options.ts';
import { type Trial, tryDevice } from '#live/device-trial.ts';
import type { DeviceKind } from '#live/media-connection.ts';
import { usePreferences } from './preferences.ts';

/** Tries a device out for as long as `on`, anew whenever something else is preferred. */
export function useTrial(kind: DeviceKind, on: boolean): Trial | null {
  const options = JSON.stringify(captureOptions(kind, usePreferences()));
  const [trial, setTrial] = useState<Trial | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other options are another trial.
  useEffect(() => {
    if (!on) return;
    const stop = tryDevice(kind, setTrial);
    return () => {
      stop();
      setTrial(null);
    };
  }, [kind, on, options]);
  return trial;
}
