import { useEffect, useState } from 'react';
import { captureOptions } from '#live/capture-options.ts';
import { type Trial, tryDevice } from '#live/device-trial.ts';
import type { DeviceKind } from '#live/media-connection.ts';
import type { OwnMedia } from '#live/own-media.ts';
import { usePreferences } from './preferences.ts';

/** Tries a device out for as long as `on`, anew whenever something else is preferred. */
export function useTrial(own: OwnMedia, kind: DeviceKind, on: boolean): Trial | null {
  const options = JSON.stringify(captureOptions(kind, usePreferences()));
  const [trial, setTrial] = useState<Trial | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other options are another trial.
  useEffect(() => {
    if (!on) return;
    const stop = tryDevice(kind, (now) => {
      setTrial(now);
      if (now.kind === 'open') void own.refresh();
    });
    return () => {
      stop();
      setTrial(null);
    };
  }, [own, kind, on, options]);
  return trial;
}
