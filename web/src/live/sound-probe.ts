import { type RemoteTrack, type RemoteTrackPublication, type Room, Track } from 'livekit-client';
import { letSoundIn } from './let-sound-in.ts';
import { pause } from './pause.ts';

/** Somebody's microphone, as far as this browser knows of it. */
export interface IncomingSound {
  account_id: number;
  /** It is published, and not muted. */
  on: boolean;
  /** The media engine says that this person is speaking, and how loud; as it last said. */
  speaking: boolean;
  level: number;
  /** What is here of it. none: no track. stopped: a track, and nothing that plays it. */
  path: 'none' | 'stopped' | 'open';
}

/** What has come of a sound since its track began. */
export interface SoundCount {
  packets: number;
  energy: number;
}

/** The own microphone, where it is published and not muted. */
export interface OutgoingSound {
  /** Another track is another microphone, or the same one begun anew. */
  track: string;
  /** The media engine says that one is speaking. */
  speaking: boolean;
  /** The device gives nothing, as the browser itself says. */
  cut: boolean;
  /** The energy that the microphone has given so far; null where the browser does not tell. */
  energy: number | null;
  packets: number;
  /** When the media engine last said what it has got of it; null before the first time. */
  acknowledged: number | null;
}

/** How long taking a subscription back may take, in milliseconds, before it is asked for again all the same. */
const PATIENCE = 1_500;
const LOOK_EVERY = 50;
/** What the engine is told twice within a moment, it takes together and does nothing: in milliseconds. */
const APART = 300;

/** Looks at the sounds of one connection, for whether they are carried; and asks for them anew. */
export class SoundProbe {
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  incoming(): IncomingSound[] {
    return [...this.#room.remoteParticipants.values()].flatMap((one): IncomingSound[] => {
      const publication = one.getTrackPublication(Track.Source.Microphone);
      if (!publication) return [];
      const { track } = publication;
      return [
        {
          account_id: Number(one.identity),
          on: !publication.isMuted,
          speaking: one.isSpeaking,
          level: one.audioLevel,
          path: !track ? 'none' : isPlayed(track) ? 'open' : 'stopped',
        },
      ];
    });
  }

  /** What has come of somebody's microphone so far. */
  async count(account_id: number): Promise<SoundCount> {
    const report = await this.#microphone(account_id)?.track?.receiver?.getStats();
    for (const one of report?.values() ?? []) {
      if (one.type !== 'inbound-rtp') continue;
      return { packets: numberIn(one, 'packetsReceived') ?? 0, energy: numberIn(one, 'totalAudioEnergy') ?? 0 };
    }
    return { packets: 0, energy: 0 };
  }

  async outgoing(): Promise<OutgoingSound | null> {
    const { localParticipant } = this.#room;
    const publication = localParticipant.getTrackPublication(Track.Source.Microphone);
    const track = publication?.track;
    if (!track || publication.isMuted) return null;
    const { mediaStreamTrack, sender } = track;
    const sound: OutgoingSound = {
      track: mediaStreamTrack.id,
      speaking: localParticipant.isSpeaking,
      cut: mediaStreamTrack.muted,
      energy: null,
      packets: 0,
      acknowledged: null,
    };
    // Who is heard speaking at the other end has a microphone that works.
    if (!sender || sound.speaking) return sound;
    for (const one of (await sender.getStats()).values()) {
      if (one.type === 'media-source') sound.energy = numberIn(one, 'totalAudioEnergy');
      if (one.type === 'outbound-rtp') sound.packets += numberIn(one, 'packetsSent') ?? 0;
      if (one.type === 'remote-inbound-rtp') sound.acknowledged = numberIn(one, 'timestamp');
    }
    return sound;
  }

  /** Asks for somebody's microphone anew, as if it had just been published; and plays it. */
  async receiveAnew(account_id: number): Promise<void> {
    const publication = this.#microphone(account_id);
    if (!publication) return;
    publication.setSubscribed(false);
    await pause(APART);
    for (let waited = APART; publication.track && waited < PATIENCE; waited += LOOK_EVERY) await pause(LOOK_EVERY);
    publication.setSubscribed(true);
    for (let waited = 0; !publication.track && waited < PATIENCE; waited += LOOK_EVERY) await pause(LOOK_EVERY);
    await letSoundIn(this.#room);
  }

  /** Publishes the own microphone anew. */
  async sendAnew(): Promise<void> {
    const { localParticipant } = this.#room;
    const publication = localParticipant.getTrackPublication(Track.Source.Microphone);
    const track = publication?.track;
    if (!track) return;
    const { options } = publication;
    await localParticipant.unpublishTrack(track, false);
    await localParticipant.publishTrack(track, options);
  }

  #microphone(account_id: number): RemoteTrackPublication | undefined {
    return this.#room.remoteParticipants.get(String(account_id))?.getTrackPublication(Track.Source.Microphone);
  }
}

function isPlayed({ attachedElements, mediaStreamTrack }: RemoteTrack): boolean {
  return (
    mediaStreamTrack.readyState === 'live' &&
    mediaStreamTrack.enabled &&
    attachedElements.some((element) => !element.paused && !element.muted)
  );
}

function numberIn(report: object, name: string): number | null {
  const value: unknown = Reflect.get(report, name);
  return typeof value === 'number' ? value : null;
}
