import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const program = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);

/**
 * The camera that is not one, as slow as the tests can bear: all browsers of a test share two cores, and each of its pictures
 * is drawn, encoded once for each size and shown by everybody.
 */
const FAKE_DEVICES = '--use-fake-device-for-media-stream=fps=10';

/** Which devices there are, and what the person says when asked for them. */
const DEVICES = ['--use-fake-ui-for-media-stream', FAKE_DEVICES];

/** The system's Chromium; `devices` puts other flags in the place of a person who says yes, one camera and some microphones. */
export function chromium(devices = DEVICES): LaunchOptions {
  return {
    ...(program ? { executablePath: program } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--autoplay-policy=no-user-gesture-required',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...devices,
    ],
  };
}
