import {
  SessionDescription as Description,
  type SessionDescription,
  SignalTarget,
  TrickleRequest,
} from '@livekit/protocol';
import {
  GenericNack,
  PictureLossIndication,
  type RtpPacket as ReceivedPacket,
  type RTCDtlsTransport,
  RTCPeerConnection,
  type RtcpPacket,
  RtcpPayloadSpecificFeedback,
  RtcpSrPacket,
  RtcpTransportLayerFeedback,
  useH264,
  useOPUS,
  useVP8,
  useVP9,
} from 'werift';
import { z } from 'zod';
import type { SignalMessage } from './livekit-signal.ts';
import type { MediaEvents } from './media-link.ts';
import { now } from './recorder-clock.ts';
import { readStreams } from './sdp-streams.ts';

/** A connection that says nothing for this long, in milliseconds, is given up. */
const DEAD_AFTER = 5_000;
/** NTP counts from 1900, in 32 bits of seconds and 32 of their fractions. */
const NTP_TO_UNIX = 2_208_988_800;

export interface MediaTransport {
  offer(description: SessionDescription): void;
  candidate(trickled: TrickleRequest): void;
  isConnected(): boolean;
  askAgain(ssrc: number, seqs: readonly number[]): void;
  askKeyFrame(ssrc: number): void;
  close(): Promise<void>;
}

export interface MediaTransportParts {
  /** LiveKit is on this machine, and may be reachable nowhere else. */
  loopback: boolean;
  reroute?: (line: string) => string;
  send(message: SignalMessage): void;
  events: Pick<MediaEvents, 'streams' | 'packet' | 'report'>;
  lost(why: string): void;
}

const Candidate = z.object({
  candidate: z.string(),
  sdpMid: z.string().nullish(),
  sdpMLineIndex: z.number().nullish(),
  usernameFragment: z.string().nullish(),
});

/**
 * The connection that media comes over. We neither report nor estimate how much could come (no REMB, no transport-cc), or LiveKit
 * would send less; what is lost and key frames we ask for ourselves, so werift's own handling of packets is taken out.
 */
export function createMediaTransport({
  loopback,
  reroute = same,
  send,
  events,
  lost,
}: MediaTransportParts): MediaTransport {
  const rtcpFeedback = [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }];
  const connection = new RTCPeerConnection({
    iceServers: [],
    ...(loopback ? { iceAdditionalHostAddresses: ['127.0.0.1'] } : {}),
    iceUseIpv6: !loopback,
    iceUseTcp: false,
    bundlePolicy: 'max-bundle',
    codecs: {
      audio: [useOPUS({ rtcpFeedback: [] })],
      video: [useVP8({ rtcpFeedback }), useH264({ rtcpFeedback }), useVP9({ rtcpFeedback })],
    },
    headerExtensions: { audio: [], video: [] },
  });
  const early: TrickleRequest[] = [];
  let tapped: RTCDtlsTransport | null = null;
  let work: Promise<void> = Promise.resolve();
  let closed = false;
  let dying: NodeJS.Timeout | null = null;

  connection.onIceCandidate.subscribe((candidate) => {
    if (!candidate || reroute !== same) return;
    const candidateInit = JSON.stringify(candidate.toJSON());
    send({ case: 'trickle', value: new TrickleRequest({ candidateInit, target: SignalTarget.SUBSCRIBER }) });
  });
  connection.connectionStateChange.subscribe((state) => {
    if (dying) clearTimeout(dying);
    dying = null;
    if (closed) return;
    if (state === 'failed' || state === 'closed') lost(`the media connection is ${state}`);
    if (state === 'disconnected') dying = setTimeout(() => lost('the media connection is dead'), DEAD_AFTER);
  });

  /** One thing after the other: an answer belongs to its offer. */
  function queue(task: () => Promise<void>): void {
    work = work.then(task).catch((error: unknown) => {
      if (!closed) lost(error instanceof Error ? error.message : 'the media connection fails');
    });
  }

  async function answer(offered: SessionDescription): Promise<void> {
    const sdp = reroute(offered.sdp);
    await connection.setRemoteDescription({ type: 'offer', sdp });
    tap();
    events.streams(readStreams(sdp));
    for (const trickled of early.splice(0)) await addCandidate(trickled);
    await connection.setLocalDescription(await connection.createAnswer());
    const answered = connection.localDescription?.sdp ?? '';
    const told = reroute === same ? answered : answered.replace(/^a=candidate:.*\r\n/gm, '');
    send({ case: 'answer', value: new Description({ type: 'answer', sdp: told, id: offered.id }) });
  }

  async function addCandidate({ candidateInit }: TrickleRequest): Promise<void> {
    const { candidate, sdpMid, sdpMLineIndex } = Candidate.parse(JSON.parse(reroute(candidateInit)));
    await connection.addIceCandidate({
      candidate,
      ...(sdpMid == null ? {} : { sdpMid }),
      ...(sdpMLineIndex == null ? {} : { sdpMLineIndex }),
    });
  }

  function tap(): void {
    const [transport] = connection.dtlsTransports;
    if (!transport || transport === tapped) return;
    tapped = transport;
    transport.onRtp.allUnsubscribe();
    transport.onRtcp.allUnsubscribe();
    transport.onRtp.subscribe(receive);
    transport.onRtcp.subscribe(hearReport);
  }

  function receive({ header, payload }: ReceivedPacket): void {
    events.packet({
      ssrc: header.ssrc,
      payload_type: header.payloadType,
      marker: header.marker,
      seq: header.sequenceNumber,
      timestamp: header.timestamp,
      payload,
      arrived: now(),
    });
  }

  function hearReport(packet: RtcpPacket): void {
    if (!(packet instanceof RtcpSrPacket)) return;
    const { ntpTimestamp, rtpTimestamp } = packet.senderInfo;
    const seconds = Number(ntpTimestamp >> 32n) - NTP_TO_UNIX + Number(ntpTimestamp & 0xffffffffn) / 2 ** 32;
    events.report(packet.ssrc, seconds * 1_000, rtpTimestamp);
  }

  function feedBack(packet: RtcpPacket): void {
    void tapped?.sendRtcp([packet]).catch(() => undefined);
  }

  return {
    offer: (description) => queue(() => answer(description)),
    candidate(trickled) {
      if (trickled.target !== SignalTarget.SUBSCRIBER) return;
      queue(async () => {
        if (connection.remoteDescription) await addCandidate(trickled);
        else early.push(trickled);
      });
    },
    isConnected: () => connection.connectionState === 'connected',
    askAgain(ssrc, seqs) {
      const feedback = new GenericNack({ senderSsrc: 1, mediaSourceSsrc: ssrc, lost: [...seqs] });
      feedBack(new RtcpTransportLayerFeedback({ feedback }));
    },
    askKeyFrame(ssrc) {
      const feedback = new PictureLossIndication({ senderSsrc: 1, mediaSsrc: ssrc });
      feedBack(new RtcpPayloadSpecificFeedback({ feedback }));
    },
    async close() {
      closed = true;
      if (dying) clearTimeout(dying);
      await connection.close();
    },
  };
}

const same = (line: string) => line;
