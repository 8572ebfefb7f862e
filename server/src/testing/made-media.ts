import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface MadeFrame {
  data: Buffer;
  key: boolean;
}

async function ffmpeg(...words: string[]): Promise<Buffer> {
  const settings = { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 } as const;
  const { stdout } = await run('ffmpeg', ['-v', 'error', ...words, 'pipe:1'], settings);
  return stdout;
}

export interface MadePicture {
  size: string;
  fps: number;
  seconds: number;
  /** Frames between key frames. */
  keys: number;
  /** What of ffmpeg makes it, and what is done to it; a moving test picture where it is left out. */
  source?: string;
  filter?: string;
}

const pictureOf = ({ size, fps, source = 'testsrc2', filter }: MadePicture) => [
  ...['-f', 'lavfi', '-i', `${source}=size=${size}:rate=${fps}`],
  ...(filter ? ['-vf', filter] : []),
];

export async function makeVp8(picture: MadePicture): Promise<MadeFrame[]> {
  const { seconds, keys } = picture;
  const coding = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '500k', '-auto-alt-ref', '0'];
  const ivf = await ffmpeg(...pictureOf(picture), '-t', `${seconds}`, ...coding, '-g', `${keys}`, '-f', 'ivf');
  const frames: MadeFrame[] = [];
  for (let at = 32; at < ivf.length; ) {
    const length = ivf.readUInt32LE(at);
    const data = ivf.subarray(at + 12, at + 12 + length);
    frames.push({ data, key: ((data[0] ?? 1) & 1) === 0 });
    at += 12 + length;
  }
  return frames;
}

/** Each frame as the units in it, without start codes. */
export async function makeH264(picture: MadePicture): Promise<{ units: Buffer[]; key: boolean }[]> {
  const { seconds, keys } = picture;
  const coding = [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-tune',
    'zerolatency',
    '-profile:v',
    'baseline',
    '-pix_fmt',
    'yuv420p',
  ];
  const slices = ['-x264-params', 'slices=1:aud=1:repeat-headers=1', '-bf', '0'];
  const stream = await ffmpeg(
    ...pictureOf(picture),
    '-t',
    `${seconds}`,
    ...coding,
    ...slices,
    '-g',
    `${keys}`,
    '-f',
    'h264',
  );
  const frames: { units: Buffer[]; key: boolean }[] = [];
  for (const unit of splitAnnexB(stream)) {
    const type = (unit[0] ?? 0) & 31;
    if (type === 9) frames.push({ units: [], key: false });
    else if (type !== 6) {
      const frame = frames.at(-1);
      frame?.units.push(unit);
      if (frame && type === 5) frame.key = true;
    }
  }
  return frames;
}

function splitAnnexB(stream: Buffer): Buffer[] {
  const starts: number[] = [];
  for (let at = stream.indexOf('000001', 0, 'hex'); at >= 0; at = stream.indexOf('000001', at + 3, 'hex'))
    starts.push(at);
  return starts.map((start, index) => {
    let end = starts[index + 1] ?? stream.length;
    while (end > start && stream[end - 1] === 0) end--;
    return stream.subarray(start + 3, end);
  });
}

/** Packets of 20 ms. */
export async function makeOpus({ seconds, source }: { seconds: number; source: string }): Promise<Buffer[]> {
  const coding = ['-c:a', 'libopus', '-b:a', '48k', '-frame_duration', '20', '-ac', '2'];
  const ogg = await ffmpeg('-f', 'lavfi', '-i', source, '-t', `${seconds}`, ...coding, '-f', 'ogg');
  const packets: Buffer[] = [];
  let pending: Buffer[] = [];
  for (let at = 0; at + 27 <= ogg.length; ) {
    const segments = ogg[at + 26] ?? 0;
    let data = at + 27 + segments;
    for (let index = 0; index < segments; index++) {
      const length = ogg[at + 27 + index] ?? 0;
      pending.push(ogg.subarray(data, data + length));
      data += length;
      if (length === 255) continue;
      packets.push(Buffer.concat(pending));
      pending = [];
    }
    at = data;
  }
  // The first two are heads.
  return packets.slice(2);
}
