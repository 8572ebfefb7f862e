import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

const Answer = z.object({
  streams: z.array(
    z.object({
      nb_read_packets: z.coerce.number(),
      codec_name: z.string(),
      width: z.number().optional(),
      height: z.number().optional(),
    }),
  ),
  format: z.object({ duration: z.coerce.number().optional() }),
});

/** What ffmpeg finds in a file of one track, and what it complains of when it decodes all of it. */
export async function probe(file: string) {
  const entries = 'stream=nb_read_packets,codec_name,width,height:format=duration';
  const { stdout } = await run('ffprobe', [
    '-v',
    'error',
    '-count_packets',
    '-show_entries',
    entries,
    '-of',
    'json',
    file,
  ]);
  const { streams, format } = Answer.parse(JSON.parse(stdout));
  // Each frame at its own time: otherwise ffmpeg complains of two that share one of its even steps.
  const even = ['-vsync', 'passthrough', '-enc_time_base', '-1'];
  const decoded = await run('ffmpeg', ['-v', 'error', '-i', file, ...even, '-f', 'null', '-']);
  const [stream] = streams;
  return {
    errors: decoded.stderr,
    packets: stream?.nb_read_packets ?? 0,
    codec: stream?.codec_name,
    width: stream?.width,
    height: stream?.height,
    duration: format.duration ?? 0,
  };
}
