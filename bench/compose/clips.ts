import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** One person's media, as browsers send it: what moves a little, with noise as cameras have it. */
export interface MadeClip {
  source: 'camera' | 'screen' | 'microphone';
  file: string;
  size: number;
  width: number | null;
  height: number | null;
}

/** Encoded once for a minute and repeated, because making it would take longer than what is measured. */
const MADE_SECONDS = 20;

export async function makePicture(
  folder: string,
  { source, size, fps, seconds }: { source: 'camera' | 'screen'; size: string; fps: number; seconds: number },
): Promise<MadeClip> {
  const moving = source === 'camera' ? `testsrc2=s=${size}:r=${fps},noise=alls=8:allf=t` : `testsrc=s=${size}:r=${fps}`;
  const coding = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '1M', '-g', String(4 * fps)];
  const [width = 0, height = 0] = size.split('x').map(Number);
  const input = ['-f', 'lavfi', '-i', moving, ...coding];
  return { source, width, height, ...(await make(folder, `${source}-${size}`, input, seconds)) };
}

export async function makeSound(folder: string, seconds: number): Promise<MadeClip> {
  const input = ['-f', 'lavfi', '-i', 'anoisesrc=color=pink:amplitude=0.1', '-c:a', 'libopus', '-b:a', '32k'];
  return { source: 'microphone', width: null, height: null, ...(await make(folder, 'voice', input, seconds)) };
}

async function make(
  folder: string,
  name: string,
  input: string[],
  seconds: number,
): Promise<{ file: string; size: number }> {
  const [once, file] = [join(folder, `once-${name}.webm`), join(folder, `${name}-${seconds}.webm`)];
  await execute('ffmpeg', ['-v', 'error', '-y', ...input, '-t', String(MADE_SECONDS), once]);
  const often = ['-stream_loop', '-1', '-i', once, '-c', 'copy', '-t', String(seconds), file];
  await execute('ffmpeg', ['-v', 'error', '-y', ...often]);
  return { file, size: (await stat(file)).size };
}
