import { HEIGHT, type PlacedTile, WIDTH } from './layout.ts';
import { FRAME_RATE } from './scenes.ts';

export const SAMPLE_RATE = 48_000;
/** How long before a place decoding begins, in milliseconds: a screen that stands still sends a picture only now and then, and Opus needs a run-up. */
const RUN_UP = 3_000;

/** A clip as ffmpeg gets it. */
export interface InputClip {
  id: number;
  /** Absolute. */
  path: string;
  media_type: string;
  /** In recorded time, milliseconds: where the file's own time 0 lies, and its end. */
  from: number;
  to: number;
}

/** Where in a clip something begins, and from where it is read for that, both in seconds. */
function startIn(clip: InputClip, at: number): { seek: string; skip: string } {
  const offset = Math.max(0, at - clip.from);
  const run_up = Math.min(RUN_UP, offset);
  return { seek: seconds(offset - run_up), skip: seconds(run_up) };
}

const seconds = (ms: number) => (ms / 1000).toFixed(6);
const msOfFrame = (frame: number) => (frame * 1000) / FRAME_RATE;

/** Read as what it is said to be, by the file's own clock, and never as a list of other files. */
function inputOf(clip: InputClip, seek: string): string[] {
  const format = clip.media_type.includes('mp4') ? 'mov' : 'matroska';
  return ['-seek_timestamp', '1', '-ss', seek, '-f', format, '-i', `file:${clip.path}`];
}

/** Pictures from one frame to another: the clips under `overlay`, a PNG with holes for them. What is made of them follows. */
export function picturesOf(
  stretch: { from: number; to: number },
  places: readonly PlacedTile[],
  clips: ReadonlyMap<number, InputClip>,
  overlay: string,
): string[] {
  const inputs = ['-f', 'lavfi', '-i', `color=c=0x101418:s=${WIDTH}x${HEIGHT}:r=${FRAME_RATE}`];
  const filters: string[] = [];
  let under = '0:v';
  let count = 0;
  for (const { clip: id, x, y, width, height } of places) {
    const clip = id === null ? undefined : clips.get(id);
    if (!clip) continue;
    count += 1;
    const { seek, skip } = startIn(clip, msOfFrame(stretch.from));
    // A picture's size may change on the way: each frame is fitted by itself, and nothing begins anew.
    inputs.push('-reinit_filter', '0', ...inputOf(clip, seek));
    filters.push(
      `[${count}:v]scale=w=${width}:h=${height}:force_original_aspect_ratio=decrease:force_divisible_by=2:eval=frame,` +
        `setsar=1,format=yuv420p,setpts=PTS-${skip}/TB,fps=${FRAME_RATE}:start_time=0,` +
        `tpad=stop_mode=clone:stop_duration=1[clip${count}]`,
      `[${under}][clip${count}]overlay=x='${x}+(${width}-overlay_w)/2':y='${y}+(${height}-overlay_h)/2':` +
        `eval=frame:eof_action=pass[under${count}]`,
    );
    under = `under${count}`;
  }
  filters.push(`[${under}][${count + 1}:v]overlay=x=0:y=0,format=yuv420p[picture]`);
  return [...inputs, '-i', overlay, '-filter_complex', filters.join(';'), '-map', '[picture]'];
}

/** One scene as a file that can be joined to others without a loss: no frame of it refers to a later one. */
export function asVideo({ from, to }: { from: number; to: number }, file: string): string[] {
  const encoder = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '25', '-profile:v', 'high', '-pix_fmt', 'yuv420p'];
  const frames = ['-frames:v', String(to - from), '-r', String(FRAME_RATE), '-g', String(5 * FRAME_RATE), '-bf', '0'];
  return [...encoder, ...frames, '-video_track_timescale', '12800', '-an', '-f', 'mp4', file];
}

/** One frame as a picture for lists. */
export function asPoster(width: number, file: string): string[] {
  return [
    '-frames:v',
    '1',
    '-s',
    `${width}x${(width * 9) / 16}`,
    '-c:v',
    'mjpeg',
    '-q:v',
    '4',
    '-f',
    'image2',
    '-update',
    '1',
    file,
  ];
}

/**
 * The sound from one frame to another, to the sample: each clip in its place, as loud as it was, and held below what
 * would be distorted where many speak at once.
 */
export function soundOf(stretch: { from: number; to: number }, clips: readonly InputClip[], file: string): string[] {
  const at = msOfFrame(stretch.from);
  const samples = ((stretch.to - stretch.from) * SAMPLE_RATE) / FRAME_RATE;
  const length = (samples * 1000) / SAMPLE_RATE;
  const inputs = ['-f', 'lavfi', '-i', `anullsrc=r=${SAMPLE_RATE}:cl=stereo`];
  const filters = [`[0:a]atrim=end_sample=${samples}[silence]`];
  clips.forEach((clip, index) => {
    const { seek, skip } = startIn(clip, at);
    const delay = Math.max(0, Math.round(((clip.from - at) * SAMPLE_RATE) / 1000));
    inputs.push('-t', seconds(length + RUN_UP + 1_000), ...inputOf(clip, seek));
    filters.push(
      `[${index + 1}:a]aresample=${SAMPLE_RATE}:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo,` +
        `atrim=start=${skip},asetpts=PTS-STARTPTS,atrim=end=${seconds(Math.min(length, clip.to - Math.max(at, clip.from)))},` +
        `adelay=delays=${delay}S:all=1[clip${index}]`,
    );
  });
  const mixed = clips.map((_, index) => `[clip${index}]`).join('');
  filters.push(
    `[silence]${mixed}amix=inputs=${clips.length + 1}:duration=first:normalize=0,` +
      `alimiter=limit=0.95:level=disabled,atrim=end_sample=${samples}[sound]`,
  );
  const encoder = ['-c:a', 'flac', '-sample_fmt', 's16', '-compression_level', '1', '-vn', '-f', 'flac', file];
  return [...inputs, '-filter_complex', filters.join(';'), '-map', '[sound]', ...encoder];
}

/** Joins the pieces that lists name. The index goes to the front, so that playing begins before all of it is there. */
export function joined(
  { scenes, sounds }: { scenes: string | null; sounds: string },
  title: string,
  file: string,
): string[] {
  const list = (name: string) => ['-f', 'concat', '-i', name];
  const video = scenes === null ? [] : ['-map', '0:v', '-c:v', 'copy'];
  return [
    ...(scenes === null ? [] : list(scenes)),
    ...list(sounds),
    ...video,
    ...['-map', `${scenes === null ? 0 : 1}:a`, '-c:a', 'aac', '-b:a', scenes === null ? '96k' : '128k'],
    ...['-metadata', `title=${title}`, '-movflags', '+faststart', '-f', 'mp4', file],
  ];
}
