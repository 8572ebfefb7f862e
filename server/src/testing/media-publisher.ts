import { randomInt, randomUUID } from 'node:crypto';
import {
  AddTrackRequest,
  MuteTrackRequest,
  SessionDescription,
  SignalTarget,
  TrackSource,
  TrackType,
  TrickleRequest,
} from '@livekit/protocol';
import {
  MediaStreamTrack,
  RTCPeerConnection,
  type RTCRtpTransceiver,
  RtcpSenderInfo,
  RtcpSrPacket,
  RtpHeader,
  useH264,
  useOPUS,
  useVP8,
} from 'werift';
import { connectSignal, type SignalSocket } from '#recorder/livekit-signal.ts';

/** One frame as the payloads of its packets. */
export type Payloads = Buffer[];

export interface PublishedTrack {
  source: 'camera' | 'microphone' | 'screen';
  codec: 'vp8' | 'h264' | 'opus';
  /** Sent one after the other, and again from the beginning. */
  frames: Payloads[];
  frameMs: number;
}

export interface PublisherParts {
  url: string;
  token: string;
  tracks: PublishedTrack[];
  /** How far this one's clock is off, in milliseconds. */
  clockOff?: number;
  /** How much faster than ours it runs: 0.0001 is 100 ppm. */
  clockFast?: number;
  /** When the first frame of each track is taken, in milliseconds since 1970. */
  startAt?: number;
}

const SOURCES = {
  camera: TrackSource.CAMERA,
  microphone: TrackSource.MICROPHONE,
  screen: TrackSource.SCREEN_SHARE,
};
const REPORT_EVERY = 1_000;

export type MediaPublisher = Awaited<ReturnType<typeof publishMedia>>;

/** Publishes made frames into a LiveKit room, as a browser would: in real time, with sender reports of a clock that may be wrong. */
export async function publishMedia({ url, token, tracks, clockOff = 0, clockFast = 0, ...parts }: PublisherParts) {
  const startAt = parts.startAt ?? Date.now();
  const connection = new RTCPeerConnection({
    iceServers: [],
    iceAdditionalHostAddresses: ['127.0.0.1'],
    iceUseIpv6: false,
    iceUseTcp: false,
    bundlePolicy: 'max-bundle',
    // One of them: LiveKit takes a track for what its line names first.
    codecs: { audio: [useOPUS()], video: [tracks.some(({ codec }) => codec === 'h264') ? useH264() : useVP8()] },
    headerExtensions: { audio: [], video: [] },
  });
  const sids = new Map<string, string>();
  const early: string[] = [];
  const published = Promise.withResolvers<void>();
  const connected = Promise.withResolvers<void>();
  connection.connectionStateChange.subscribe((state) => {
    if (state === 'connected') connected.resolve();
  });

  const signal: SignalSocket = await connectSignal({
    ...{ url, token, resume_sid: null },
    lost: (why) => connected.reject(new Error(why)),
    hear({ message }) {
      if (message.case === 'trackPublished') {
        sids.set(message.value.cid, message.value.track?.sid ?? '');
        if (sids.size === tracks.length) published.resolve();
      } else if (message.case === 'answer') {
        const { sdp } = message.value;
        void connection.setRemoteDescription({ type: 'answer', sdp }).then(async () => {
          for (const candidate of early.splice(0)) await connection.addIceCandidate(JSON.parse(candidate));
        });
      } else if (message.case === 'trickle' && message.value.target === SignalTarget.PUBLISHER) {
        if (connection.remoteDescription) void connection.addIceCandidate(JSON.parse(message.value.candidateInit));
        else early.push(message.value.candidateInit);
      }
    },
  });
  connection.onIceCandidate.subscribe((candidate) => {
    if (!candidate) return;
    const candidateInit = JSON.stringify(candidate.toJSON());
    signal.send({ case: 'trickle', value: new TrickleRequest({ candidateInit, target: SignalTarget.PUBLISHER }) });
  });

  const sending = tracks.map((track) => {
    const kind = track.codec === 'opus' ? 'audio' : 'video';
    const cid = randomUUID();
    const media = new MediaStreamTrack({ kind, id: cid });
    const transceiver = connection.addTransceiver(media, { direction: 'sendonly' });
    signal.send({
      case: 'addTrack',
      value: new AddTrackRequest({
        cid,
        type: kind === 'audio' ? TrackType.AUDIO : TrackType.VIDEO,
        source: SOURCES[track.source],
        name: track.source,
        ...(kind === 'video' ? { width: 320, height: 240 } : {}),
      }),
    });
    return { track, cid, transceiver };
  });
  await published.promise;
  await connection.setLocalDescription(await connection.createOffer());
  const sdp = connection.localDescription?.sdp ?? '';
  signal.send({ case: 'offer', value: new SessionDescription({ type: 'offer', sdp, id: 1 }) });
  await connected.promise;

  const senders = sending.map(({ track, transceiver }) =>
    createSender(connection, transceiver, track, startAt, clockOff),
  );
  const timer = setInterval(() => {
    // By its own clock.
    const at = startAt + (Date.now() - startAt) * (1 + clockFast);
    for (const sender of senders) sender.tick(at);
  }, 5);

  return {
    /** Says so, and sends nothing more or goes on. */
    mute(source: PublishedTrack['source'], muted: boolean) {
      for (const [index, { track, cid }] of sending.entries()) {
        if (track.source !== source) continue;
        const sid = sids.get(cid) ?? '';
        signal.send({ case: 'mute', value: new MuteTrackRequest({ sid, muted }) });
        senders[index]?.silence(muted);
      }
    },
    async leave() {
      clearInterval(timer);
      signal.leave();
      await connection.close();
    },
  };
}

function createSender(
  connection: RTCPeerConnection,
  transceiver: RTCRtpTransceiver,
  { codec, frames, frameMs }: PublishedTrack,
  startAt: number,
  clockOff: number,
) {
  const rate = codec === 'opus' ? 48_000 : 90_000;
  const firstTimestamp = randomInt(2 ** 32);
  const ssrc = transceiver.sender.ssrc;
  const payloadType = transceiver.sender.codec?.payloadType ?? 0;
  let seq = randomInt(2 ** 16);
  let next = Math.max(0, Math.ceil((Date.now() - startAt) / frameMs));
  let packets = 0;
  let octets = 0;
  let reportedAt = Number.NEGATIVE_INFINITY;
  let silent = false;
  const timestampAt = (at: number) => (firstTimestamp + Math.round(((at - startAt) * rate) / 1_000)) >>> 0;

  function tick(now: number): void {
    const [transport] = connection.dtlsTransports;
    if (!transport) return;
    for (; startAt + next * frameMs <= now; next++) {
      if (silent) continue;
      const payloads = frames[next % frames.length] ?? [];
      for (const [index, payload] of payloads.entries()) {
        const marker = codec === 'opus' || index === payloads.length - 1;
        const timestamp = timestampAt(startAt + next * frameMs);
        seq = (seq + 1) & 0xffff;
        void transport.sendRtp(payload, new RtpHeader({ ssrc, payloadType, sequenceNumber: seq, timestamp, marker }));
        packets++;
        octets += payload.length;
      }
    }
    if (silent || now - reportedAt < REPORT_EVERY) return;
    reportedAt = now;
    const senderInfo = new RtcpSenderInfo({
      ntpTimestamp: ntp(now + clockOff),
      rtpTimestamp: timestampAt(now),
      packetCount: packets,
      octetCount: octets,
    });
    void transport.sendRtcp([new RtcpSrPacket({ ssrc, senderInfo, reports: [] })]);
  }

  function silence(on: boolean): void {
    silent = on;
  }

  return { tick, silence };
}

function ntp(ms: number): bigint {
  const seconds = Math.floor(ms / 1_000) + 2_208_988_800;
  return (BigInt(seconds) << 32n) + BigInt(Math.floor(((ms % 1_000) / 1_000) * 2 ** 32));
}
