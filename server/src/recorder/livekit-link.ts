import type { ClipSource } from '@lectern/contract';
import {
  LeaveRequest_Action,
  type ParticipantInfo,
  ParticipantInfo_State,
  ParticipantTracks,
  type SignalResponse,
  TrackSource,
  UpdateSubscription,
  UpdateTrackSettings,
  VideoQuality,
} from '@livekit/protocol';
import { connectSignal, type SignalSocket } from './livekit-signal.ts';
import type { MediaEvents, MediaLink, RoomTrack } from './media-link.ts';
import { createMediaTransport, type MediaTransport } from './media-transport.ts';
import type { RecordedQuality } from './recorded-quality.ts';

/** Between two attempts to come in, in milliseconds: the first after a loss is made at once. */
const BACK_OFF = [0, 250, 500, 1_000, 2_000, 3_000];

export interface LiveKitLinkParts {
  url: string;
  token(): Promise<string>;
  events: MediaEvents;
  /** For tests: what LiveKit says of where it is, put through this. */
  reroute?: (line: string) => string;
}

/**
 * Keeps a recorder in a LiveKit room. Where only the signalling is lost it is resumed, and the media goes on meanwhile;
 * everything else is answered by joining anew, as often as it takes.
 */
export function createLiveKitLink({ url, token, events, reroute }: LiveKitLinkParts): MediaLink {
  const people = new Map<string, ParticipantInfo>();
  let socket: SignalSocket | null = null;
  let transport: MediaTransport | null = null;
  let own_sid: string | null = null;
  let closed = false;
  let attempt = 0;
  let timer: NodeJS.Timeout | null = null;
  void connect(null);

  /** Joins, or goes on as who one was. */
  async function connect(resume_sid: string | null): Promise<void> {
    timer = null;
    try {
      const opened = await connectSignal({ url, token: await token(), resume_sid, hear, lost: lostSignal });
      if (closed) return opened.close();
      socket = opened;
    } catch (error) {
      // The one who was is not known any more, or there is nobody to ask.
      again(null, error instanceof Error ? error.message : 'no answer');
    }
  }

  function again(resume_sid: string | null, why: string): void {
    if (closed || timer) return;
    socket?.close();
    socket = null;
    if (resume_sid === null) leave(why);
    const wait = BACK_OFF[Math.min(attempt++, BACK_OFF.length - 1)] ?? 0;
    timer = setTimeout(() => void connect(resume_sid), wait);
  }

  function leave(why: string): void {
    people.clear();
    own_sid = null;
    const ended = transport;
    transport = null;
    void ended?.close();
    events.streams([]);
    events.tracks([]);
    events.away(why);
  }

  function lostSignal(why: string): void {
    again(transport?.isConnected() && attempt < 2 ? own_sid : null, why);
  }

  function hear({ message }: SignalResponse): void {
    switch (message.case) {
      case 'join':
        own_sid = message.value.participant?.sid ?? null;
        attempt = 0;
        void transport?.close();
        transport = openTransport();
        keepPeople(message.value.otherParticipants);
        events.joined();
        return;
      case 'reconnect':
        attempt = 0;
        return;
      case 'offer':
        transport?.offer(message.value);
        return;
      case 'trickle':
        transport?.candidate(message.value);
        return;
      case 'update':
        keepPeople(message.value.participants);
        return;
      case 'speakersChanged':
        events.speaking(
          message.value.speakers.flatMap(({ sid, active }) => {
            const account_id = accountOf(people.get(sid)?.identity ?? '');
            return account_id === null ? [] : [{ account_id, speaks: active }];
          }),
        );
        return;
      case 'leave': {
        const resumes = message.value.action === LeaveRequest_Action.RESUME && transport?.isConnected();
        again(resumes ? own_sid : null, `LiveKit sent the recorder away (${message.value.reason})`);
        return;
      }
      default:
        return;
    }
  }

  function openTransport(): MediaTransport {
    const opened: MediaTransport = createMediaTransport({
      loopback: /\/\/(127\.|localhost|\[::1\])/.test(url),
      ...(reroute ? { reroute } : {}),
      send: (message) => socket?.send(message),
      events,
      lost(why) {
        if (transport === opened) again(null, why);
      },
    });
    return opened;
  }

  function keepPeople(told: readonly ParticipantInfo[]): void {
    for (const one of told) {
      if (one.state === ParticipantInfo_State.DISCONNECTED) people.delete(one.sid);
      else people.set(one.sid, one);
    }
    events.tracks([...people.values()].flatMap(tracksOf));
  }

  return {
    subscribe(tracks, wanted) {
      if (tracks.length === 0) return;
      const participantTracks = tracks.map(
        ({ sid, participant_sid }) => new ParticipantTracks({ participantSid: participant_sid, trackSids: [sid] }),
      );
      const value = new UpdateSubscription({ trackSids: [], subscribe: wanted, participantTracks });
      socket?.send({ case: 'subscription', value });
    },
    choose({ sid }, quality) {
      const value = new UpdateTrackSettings({
        trackSids: [sid],
        disabled: quality === null,
        quality: QUALITY[quality ?? 'high'],
      });
      socket?.send({ case: 'trackSetting', value });
    },
    askAgain: (ssrc, seqs) => transport?.askAgain(ssrc, seqs),
    askKeyFrame: (ssrc) => transport?.askKeyFrame(ssrc),
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      socket?.leave();
      socket = null;
      const ended = transport;
      transport = null;
      await ended?.close();
    },
  };
}

const QUALITY: Record<RecordedQuality, VideoQuality> = {
  low: VideoQuality.LOW,
  medium: VideoQuality.MEDIUM,
  high: VideoQuality.HIGH,
};

const SOURCE: Partial<Record<TrackSource, ClipSource>> = {
  [TrackSource.CAMERA]: 'camera',
  [TrackSource.MICROPHONE]: 'microphone',
  [TrackSource.SCREEN_SHARE]: 'screen',
  [TrackSource.SCREEN_SHARE_AUDIO]: 'screen_audio',
};

function tracksOf({ sid: participant_sid, identity, tracks }: ParticipantInfo): RoomTrack[] {
  const account_id = accountOf(identity);
  if (account_id === null) return [];
  return tracks.flatMap(({ sid, source, muted }): RoomTrack[] => {
    const known = SOURCE[source];
    return known ? [{ sid, participant_sid, account_id, source: known, muted }] : [];
  });
}

/** A connection's identity is its account; any other is none of the session's people. */
function accountOf(identity: string): number | null {
  return /^[1-9]\d{0,9}$/.test(identity) ? Number(identity) : null;
}
