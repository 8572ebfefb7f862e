import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

/** How many squares the clock has: the seconds in binary, up to 4,095, the ones on the left. */
export const CLOCK_BITS = 12;

/** The films are small: what they show is their colour and their clock. */
export const FILM = { width: 480, height: 270, frames: 5 } as const;
const SQUARE = FILM.width / CLOCK_BITS;

export interface Film {
  file: string;
  seconds: number;
  /** What the clock shows at the beginning. */
  from: number;
  /** As 0xrrggbb. */
  colour: string;
}

/** A picture of one colour with a running clock above, as VP8 in WebM. Its size in bytes. */
export async function makeFilm({ file, seconds, from, colour }: Film): Promise<number> {
  const { width, height, frames } = FILM;
  const bits = Array.from(
    { length: CLOCK_BITS },
    (_, bit) =>
      `drawbox=x=${bit * SQUARE}:y=0:w=${SQUARE}:h=${SQUARE}:color=white:t=fill:` +
      `enable='mod(floor((t+${from})/${2 ** bit}),2)'`,
  );
  const sweep = `drawbox=x='mod(t*40,${width})':y=${height - 20}:w=20:h=20:color=white:t=fill`;
  const clock = [`drawbox=x=0:y=0:w=${width}:h=${SQUARE}:color=black:t=fill`, ...bits, sweep].join(',');
  await ffmpeg([
    ...['-f', 'lavfi', '-i', `color=c=${colour}:s=${width}x${height}:r=${frames}:d=${seconds}`, '-vf', clock],
    ...['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '16', '-b:v', '120k', '-g', String(frames * 4)],
    file,
  ]);
  return (await stat(file)).size;
}

/** A tone, as Opus in WebM. Its size in bytes. */
export async function makeTone(file: string, seconds: number, hertz: number): Promise<number> {
  const tone = `sine=frequency=${hertz}:sample_rate=48000:duration=${seconds},volume=0.1`;
  await ffmpeg(['-f', 'lavfi', '-i', tone, '-c:a', 'libopus', '-b:a', '24k', file]);
  return (await stat(file)).size;
}

async function ffmpeg(args: string[]): Promise<void> {
  const child = spawn('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const [said] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  if (child.exitCode !== 0) throw new Error(`ffmpeg ended with ${child.exitCode}: ${said}`);
}
