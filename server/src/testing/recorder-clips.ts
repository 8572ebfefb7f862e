import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny';
import { createFileTarget } from '#recorder/clip-target.ts';
import { createWebmClip } from '#recorder/webm-clip.ts';

/** Writes what is in a WebM file of VP8 or Opus anew as a recorder does, its first frame `late` milliseconds after its time 0. */
export async function asRecorderWrites(made: string, target: string, late: number): Promise<string> {
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(made) });
  const track = (await input.getPrimaryVideoTrack()) ?? (await input.getPrimaryAudioTrack());
  if (!track) throw new Error(`There is nothing in ${made}`);
  const clip = createWebmClip(
    createFileTarget(target, 'wx'),
    track.isVideoTrack()
      ? { codec: 'vp8', width: track.codedWidth, height: track.codedHeight, setup: null }
      : { codec: 'opus' },
  );
  let end = 0;
  let count = 0;
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const at = late + Math.max(0, packet.timestamp) * 1000;
    clip.add({ data: Buffer.from(packet.data), key: packet.type === 'key', at });
    count += 1;
    if (count % 12 === 0) clip.flush();
    end = at + packet.duration * 1000;
  }
  clip.finish(end);
  return target;
}
