import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** When it turns white or a tone begins in a clip, in seconds from its beginning; see `flashingCamera` and `beepingMicrophone`. */
export async function flashesIn(file: string, kind: 'picture' | 'sound'): Promise<number[]> {
  const detect = kind === 'picture' ? ['-vf', 'blackdetect=d=0.3:pix_th=0.3'] : ['-af', 'silencedetect=n=-30dB:d=0.3'];
  const { stderr } = await run('ffmpeg', ['-hide_banner', '-nostats', '-i', file, ...detect, '-f', 'null', '-']);
  const ends = [...stderr.matchAll(/(?:black|silence)_end: ?([\d.]+)/g)].map(([, end]) => Number(end));
  // Black or silence lasts until the end of the file, too, and ends there without a flash.
  return ends.slice(0, -1);
}
