import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import type { Locator } from '@playwright/test';
import { z } from 'zod';
import type { Site } from './site.ts';

const script = path.resolve(import.meta.dirname, '../server/src/testing/make-recording.ts');
const Made = z.object({ recording_id: z.int() });

type Stretch = [from: number, to: number];

/** What a recording is to hold: see server/src/testing/made-recording.ts. Times are recorded seconds. */
export interface RecordingPlan {
  session_id: number;
  seconds: number;
  pauses?: Stretch[];
  people: {
    account_id: number;
    choice?: 'recorded' | 'not_recorded';
    hide_name?: boolean;
    colour?: string;
    hertz?: number;
    microphone?: Stretch[];
    camera?: Stretch[];
    screen?: Stretch[];
    spoke?: Stretch[];
    room?: { name: string; during: Stretch };
    leaves?: number;
  }[];
  messages?: { at: number; account_id: number; text: string }[];
  marks?: { at: number; label: string }[];
  drawn?: number[];
}

/** Makes a recording without a recorder, out of films with a running clock; the site's worker is told that it was stopped. */
export async function makeRecording(site: Site, plan: RecordingPlan): Promise<number> {
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify({ data: site.data, plan }));
  const [made] = await Promise.all([json(child.stdout), once(child, 'exit')]);
  return Made.parse(made).recording_id;
}

/** The second that the running clock in a picture shows, and the colour below it. */
export function readClock(video: Locator): Promise<{ second: number; colour: number[] }> {
  return video.evaluate((element) => {
    if (!(element instanceof HTMLVideoElement)) throw new Error('No picture');
    const canvas = document.createElement('canvas');
    canvas.width = element.videoWidth;
    canvas.height = element.videoHeight;
    const drawing = canvas.getContext('2d');
    if (!drawing || canvas.width === 0) return { second: -1, colour: [] };
    drawing.drawImage(element, 0, 0);
    const square = canvas.width / 12;
    const at = (x: number, y: number) => [...drawing.getImageData(x, y, 1, 1).data.slice(0, 3)];
    let second = 0;
    for (let bit = 0; bit < 12; bit += 1) {
      const [red = 0] = at((bit + 0.5) * square, square / 2);
      if (red > 128) second += 2 ** bit;
    }
    return { second, colour: at(canvas.width / 2, canvas.height / 2) };
  });
}
