import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const RATE = 16_000;

/** Which of these tones (hertz) are to be heard in a file, by their share of all that is in it. */
export async function tonesIn(file: string, tones: readonly number[]): Promise<number[]> {
  const raw = ['-ac', '1', '-ar', String(RATE), '-f', 's16le', '-'];
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', file, ...raw], {
    encoding: 'buffer',
    maxBuffer: 64 * 1024 * 1024,
  });
  const samples = new Int16Array(stdout.buffer, stdout.byteOffset, stdout.length >> 1);
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0);
  return tones.filter((hertz) => powerAt(samples, hertz) > energy * 0.1);
}

/** The energy of one tone: Goertzel's algorithm over pieces of a tenth of a second. */
function powerAt(samples: Int16Array, hertz: number): number {
  const length = RATE / 10;
  const factor = 2 * Math.cos((2 * Math.PI * hertz) / RATE);
  let sum = 0;
  for (let begin = 0; begin + length <= samples.length; begin += length) {
    let [before, last] = [0, 0];
    for (const sample of samples.subarray(begin, begin + length)) {
      [before, last] = [last, sample + factor * last - before];
    }
    sum += ((before * before + last * last - factor * before * last) * 2) / length;
  }
  return sum;
}
