import type { ClipSource } from '@lectern/contract';
import type { RecordedQuality } from './recorded-quality.ts';
import type { RtpPacket } from './rtp-packet.ts';
import type { OfferedStream } from './sdp-streams.ts';

/** A track that somebody in the room sends. */
export interface RoomTrack {
  sid: string;
  participant_sid: string;
  account_id: number;
  source: ClipSource;
  muted: boolean;
}

export interface MediaEvents {
  /** In the room, for the first time or anew: nothing is subscribed. */
  joined(): void;
  /** Out of it; it comes back by itself. */
  away(why: string): void;
  /** All tracks that there are now. */
  tracks(tracks: readonly RoomTrack[]): void;
  /** All streams that come now. */
  streams(streams: readonly OfferedStream[]): void;
  packet(packet: RtpPacket): void;
  /** A sender's report: this moment of its clock, in milliseconds, is that timestamp (32 bits). */
  report(ssrc: number, sender_ms: number, timestamp: number): void;
  /** Who began to speak, and who ceased. */
  speaking(changes: readonly { account_id: number; speaks: boolean }[]): void;
}

/** The recorder's way into a media room. What is asked while it is away is not done: it is asked again when joined. */
export interface MediaLink {
  subscribe(tracks: readonly RoomTrack[], wanted: boolean): void;
  /** null: nothing of it for now. */
  choose(track: RoomTrack, quality: RecordedQuality | null): void;
  askAgain(ssrc: number, seqs: readonly number[]): void;
  askKeyFrame(ssrc: number): void;
  close(): Promise<void>;
}
