import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AccessToken } from 'livekit-server-sdk';
import { startLocalLiveKit } from '#media/local-livekit.ts';
import { recorderToken } from '#media/recorder-token.ts';
import { roomName } from '#media/room-name.ts';
import { createLiveKitLink } from '#recorder/livekit-link.ts';
import type { ManifestLine } from '#recorder/manifest.ts';
import { readManifest } from '#recorder/manifest.ts';
import { freePorts } from './free-ports.ts';
import { makeH264, makeOpus, makeVp8 } from './made-media.ts';
import { type MediaPublisher, type PublishedTrack, publishMedia } from './media-publisher.ts';
import { packetizeH264, packetizeVp8 } from './packetize.ts';

export const livekitKeys = { apiKey: 'tests', apiSecret: 'a-secret-of-more-than-thirty-two-letters' };

interface PublishedWhere {
  breakout_id?: number | null;
  clockOff?: number;
  startAt?: number;
  clockFast?: number;
}

export type RecordedRoom = Awaited<ReturnType<typeof openRecordedRoom>>;

/** A real LiveKit, people who publish into one session's room, and a folder to record into. */
export async function openRecordedRoom(session_id: number) {
  const dir = await mkdtemp(path.join(tmpdir(), 'lectern-recorded-'));
  const folder = path.join(dir, 'recording');
  const { signalling, tcp, udp } = await freePorts('signalling', 'tcp', 'udp');
  const livekit = await startLocalLiveKit({
    ...livekitKeys,
    binary: process.env.LIVEKIT_BINARY ?? 'livekit-server',
    ports: { signalling, tcp, udp },
    nodeIp: '127.0.0.1',
    webhookUrl: 'http://127.0.0.1:9/',
    dir: path.join(dir, 'livekit'),
    log: { info: () => {}, warn: () => {}, error: () => {} },
  });
  const publishers = new Set<MediaPublisher>();

  async function publish(
    account_id: number,
    tracks: PublishedTrack[],
    { breakout_id = null, ...more }: PublishedWhere = {},
  ): Promise<MediaPublisher> {
    const token = new AccessToken(livekitKeys.apiKey, livekitKeys.apiSecret, { identity: String(account_id) });
    const name = roomName({ session_id, breakout_id });
    token.addGrant({ roomJoin: true, room: name, canPublish: true, canSubscribe: false });
    const publisher = await publishMedia({ url: livekit.url, token: await token.toJwt(), tracks, ...more });
    publishers.add(publisher);
    return publisher;
  }

  return {
    livekit,
    folder,
    ports: { signalling, udp },
    answers: () =>
      fetch(livekit.url).then(
        () => true,
        () => false,
      ),
    publish,
    link:
      (take: number, reroute?: (line: string) => string) =>
      (events: Parameters<typeof createLiveKitLink>[0]['events'], breakout_id: number | null) =>
        createLiveKitLink({
          url: livekit.url,
          token: () => recorderToken({ ...livekitKeys, room: { session_id, breakout_id }, recording_id: 1, take }),
          events,
          ...(reroute ? { reroute } : {}),
        }),
    async clips(take: number) {
      return clipsOf(await readManifest(folder, take), folder);
    },
    manifest: (take: number) => readManifest(folder, take),
    async close() {
      for (const publisher of publishers) await publisher.leave();
      await livekit.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The clips that a manifest names, with their whole paths; those without an end were not completed. */
export function clipsOf(lines: readonly ManifestLine[], folder: string) {
  return lines.flatMap((line) => {
    if (line.kind !== 'clip') return [];
    const end = lines.find((other) => other.kind === 'clip_ended' && other.clip === line.clip);
    const ended_at = end?.kind === 'clip_ended' ? end.ended_at : null;
    return [{ ...line, path: path.join(folder, line.file), ended_at }];
  });
}

/** White for the first tenth of every second, black else; and a tone at the same times. */
const FLASH = {
  ...{ size: '320x240', fps: 25, seconds: 4, keys: 10, source: 'color' },
  filter: "drawbox=color=black:t=fill,drawbox=color=white:t=fill:enable='lt(mod(t,1),0.1)',noise=alls=4",
};
const BEEP = "aevalsrc='if(lt(mod(t,1),0.1),0.6*sin(2*PI*880*t),0)':s=48000";

export async function flashingCamera(codec: 'vp8' | 'h264' = 'vp8'): Promise<PublishedTrack> {
  const frames =
    codec === 'vp8'
      ? (await makeVp8(FLASH)).map((frame) => packetizeVp8(frame.data))
      : (await makeH264(FLASH)).map((frame) => packetizeH264(frame.units));
  return { source: 'camera', codec, frames, frameMs: 40 };
}

export async function beepingMicrophone(source = BEEP): Promise<PublishedTrack> {
  const packets = await makeOpus({ seconds: 4, source });
  return { source: 'microphone', codec: 'opus', frames: packets.slice(0, 200).map((packet) => [packet]), frameMs: 20 };
}
