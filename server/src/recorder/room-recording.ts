import type { ClipSource } from '@lectern/contract';
import type { ClipShelf, RoomShelf } from './clip-shelf.ts';
import { DiskFull } from './clip-target.ts';
import type { MediaEvents, MediaLink, RoomTrack } from './media-link.ts';
import type { Permission, RoomId } from './permission.ts';
import { createPublisherClock, type PublisherClock } from './publisher-clock.ts';
import { recordedQuality } from './recorded-quality.ts';
import { now } from './recorder-clock.ts';
import { type RtpPacket, unwrapRepeated } from './rtp-packet.ts';
import type { OfferedStream } from './sdp-streams.ts';
import { createSpeaking } from './speaking.ts';
import { createTrackRecording, type TrackRecording } from './track-recording.ts';

export interface RoomRecordingParts {
  breakout_id: RoomId;
  shelf: Pick<ClipShelf, 'open' | 'tell'>;
  permission: Permission;
  /** Up to which moment `permission` is known: what came later is not written yet. */
  knownUntil(): number;
  link(events: MediaEvents, breakout_id: RoomId): MediaLink;
  /** Runs what writes; not once everything is closed. */
  guard(work: () => void): void;
}

/** One stream that LiveKit sends, and the recording of it from its first packet on. */
interface Stream extends OfferedStream {
  recording: TrackRecording | null;
  refused: boolean;
}

export type RoomRecording = ReturnType<typeof createRoomRecording>;

/** Records what may be recorded of one media room. What writes throws `DiskFull`. */
export function createRoomRecording({ breakout_id, permission, guard, knownUntil, ...parts }: RoomRecordingParts) {
  const { tell } = parts.shelf;
  const shelf: RoomShelf = { open: (clip) => parts.shelf.open({ ...clip, breakout_id }) };
  const tracks = new Map<string, RoomTrack>();
  const streams = new Map<number, Stream>();
  const repeats = new Map<number, Stream>();
  const recordings = new Set<TrackRecording>();
  const clocks = new Map<string, PublisherClock>();
  /** Subscribed tracks, and what was last asked of each. */
  const subscribed = new Map<string, string>();
  let prominent: ReadonlySet<number> = new Set();
  let joined = Promise.withResolvers<void>();
  let away = false;
  const until = (account_id: number, at: number) => permission.until(account_id, breakout_id, at);
  const speaking = createSpeaking({ breakout_id, until, tell });

  const events: MediaEvents = {
    joined() {
      away = false;
      subscribed.clear();
      joined.resolve();
    },
    away: (why) => guard(() => leave(why)),
    tracks: (told) => guard(() => keepTracks(told)),
    streams: (told) => keepStreams(told),
    packet: (packet) => guard(() => receive(packet)),
    report(ssrc, sender_ms, timestamp) {
      streams.get(ssrc)?.recording?.reported(sender_ms, timestamp);
    },
    speaking(changes) {
      for (const { account_id, speaks } of changes) speaking.change(account_id, speaks, now());
    },
  };
  const link = parts.link(events, breakout_id);

  function leave(why: string): void {
    joined.resolve();
    joined = Promise.withResolvers();
    // Where the engine is away, the main room says so; the others come and go.
    if (!away && breakout_id === null) tell({ kind: 'trouble', what: 'media_away', at: now(), detail: why });
    away = true;
  }

  function keepTracks(told: readonly RoomTrack[]): void {
    const sids = new Set(told.map((track) => track.sid));
    for (const sid of tracks.keys()) {
      if (sids.has(sid)) continue;
      tracks.delete(sid);
      subscribed.delete(sid);
      endStreams(sid);
    }
    for (const track of told) {
      const turnsOff = track.muted && tracks.get(track.sid)?.muted === false;
      tracks.set(track.sid, track);
      if (turnsOff) for (const stream of streamsOf(track.sid)) stream.recording?.pause(now());
    }
    const participants = new Set(told.map((track) => track.participant_sid));
    for (const sid of clocks.keys()) if (!participants.has(sid)) clocks.delete(sid);
    review();
  }

  /** It may come again in the same streams. */
  function endStreams(sid: string): void {
    for (const stream of streamsOf(sid)) {
      stream.recording?.end(now());
      stream.recording = null;
    }
  }

  const streamsOf = (sid: string) => [...streams.values()].filter((stream) => stream.track_sid === sid);

  /** Subscribes to the tracks of those who may be recorded, and to nothing else. */
  function review(): void {
    const wanted = permission.wanted(breakout_id);
    const all = [...tracks.values()];
    const taken = all.filter((track) => wanted.has(track.account_id));
    const left = all.filter((track) => subscribed.has(track.sid) && !wanted.has(track.account_id));
    link.subscribe(left, false);
    for (const { sid } of left) {
      subscribed.delete(sid);
      endStreams(sid);
    }
    const fresh = taken.filter((track) => !subscribed.has(track.sid));
    link.subscribe(fresh, true);
    const cameras = taken.filter((track) => track.source === 'camera' && !track.muted).length;
    for (const track of taken) {
      const asked = settingOf(track, cameras);
      if (subscribed.get(track.sid) === (asked ?? 'none')) continue;
      subscribed.set(track.sid, asked ?? 'none');
      link.choose(track, asked);
    }
  }

  function settingOf(track: RoomTrack, cameras: number) {
    // Sound goes on in a pause, so that it is there from the first moment after it.
    if (!isPicture(track.source)) return 'high';
    return permission.phase() === 'paused' ? null : recordedQuality(track, cameras, prominent);
  }

  function keepStreams(told: readonly OfferedStream[]): void {
    const known = new Map([...streams]);
    streams.clear();
    repeats.clear();
    for (const offered of told) {
      const before = known.get(offered.ssrc);
      const same = before?.track_sid === offered.track_sid ? before : null;
      if (same) known.delete(offered.ssrc);
      const stream: Stream = { ...offered, recording: same?.recording ?? null, refused: same?.refused ?? false };
      streams.set(offered.ssrc, stream);
      if (offered.rtx_ssrc !== null) repeats.set(offered.rtx_ssrc, stream);
    }
    for (const gone of known.values()) gone.recording?.end(now());
  }

  function receive(packet: RtpPacket): void {
    const stream = streams.get(packet.ssrc);
    if (stream) {
      stream.recording ??= begin(stream, packet.payload_type);
      take(stream.recording, packet);
      return;
    }
    const repeated = repeats.get(packet.ssrc);
    const original = repeated?.payloads.get(packet.payload_type)?.repeats;
    if (!repeated?.recording || original == null) return;
    const unwrapped = unwrapRepeated(packet, { ssrc: repeated.ssrc, payload_type: original });
    if (unwrapped) take(repeated.recording, unwrapped);
  }

  function take(recording: TrackRecording | null, packet: RtpPacket): void {
    if (recording) alone(recording, () => recording.take(packet));
  }

  /** A track that cannot be recorded ends by itself, and takes no other one with it. Throws `DiskFull`. */
  function alone(recording: TrackRecording, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof DiskFull) throw error;
      recordings.delete(recording);
      for (const stream of streams.values()) {
        if (stream.recording === recording) Object.assign(stream, { recording: null, refused: true });
      }
      const detail = error instanceof Error ? error.message : 'it fails';
      tell({ kind: 'trouble', what: 'track_not_recordable', at: now(), detail });
    }
  }

  function begin(stream: Stream, payload_type: number): TrackRecording | null {
    const track = tracks.get(stream.track_sid);
    if (!track || stream.refused || !permission.wanted(breakout_id).has(track.account_id)) return null;
    const { account_id, participant_sid, source } = track;
    const codec = recordable(stream.payloads.get(payload_type)?.codec, source);
    if (!codec) {
      stream.refused = true;
      const detail = `${source}: ${stream.payloads.get(payload_type)?.codec ?? 'unknown'}`;
      guard(() => tell({ kind: 'trouble', what: 'track_not_recordable', at: now(), detail }));
      return null;
    }
    const clock = clocks.get(participant_sid) ?? createPublisherClock();
    clocks.set(participant_sid, clock);
    const recording = createTrackRecording({
      ...{ account_id, source, codec, clock, shelf },
      until: (at) => until(account_id, at),
      knownUntil,
      askAgain: (seqs) => link.askAgain(stream.ssrc, seqs),
      askKeyFrame: () => link.askKeyFrame(stream.ssrc),
    });
    recordings.add(recording);
    return recording;
  }

  function tick(at: number): void {
    speaking.tick(Math.min(at, knownUntil()));
    for (const recording of recordings) {
      alone(recording, () => {
        recording.tick(at);
        if (!recording.isDone()) return;
        recording.close(at);
        recordings.delete(recording);
      });
    }
  }

  function everythingFlows(): boolean {
    const wanted = permission.wanted(breakout_id);
    return [...tracks.values()]
      .filter((track) => !track.muted && wanted.has(track.account_id))
      .every(({ sid }) => streamsOf(sid).some(({ recording, refused }) => recording !== null || refused));
  }

  return {
    /** In the room, as soon as it is. */
    async whenJoined() {
      do await joined.promise;
      while (away);
    },
    everythingFlows,
    review(shown: ReadonlySet<number>) {
      prominent = shown;
      guard(review);
    },
    /** Somebody may be recorded now who might not before. */
    begin(at: number) {
      for (const recording of recordings) recording.begin(at);
    },
    tick,
    /** Out of the room; what came is still written in its time. */
    leave(at: number) {
      for (const stream of streams.values()) stream.recording?.end(at);
      tracks.clear();
      streams.clear();
      repeats.clear();
      speaking.end(at);
      return link.close();
    },
    isDone: () => recordings.size === 0,
    /** Completes every file; where there is no room for what is held back, without that. */
    end(at: number, full: boolean, attempt: (work: () => void) => void) {
      attempt(() => speaking.end(at));
      for (const recording of recordings) {
        attempt(() => alone(recording, () => (full ? recording.giveUp(at) : recording.close(at))));
      }
    },
    close: () => link.close(),
  };
}

const isPicture = (source: ClipSource) => source === 'camera' || source === 'screen';

/** A sound under the name of a picture, or a picture under that of a sound, is not what it says. */
function recordable(codec: string | undefined, source: ClipSource) {
  switch (codec) {
    case 'opus':
      return isPicture(source) ? null : codec;
    case 'vp8':
    case 'vp9':
    case 'h264':
      return isPicture(source) ? codec : null;
    default:
      return null;
  }
}
