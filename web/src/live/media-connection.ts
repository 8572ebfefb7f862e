import type { MediaAccess } from '@lectern/contract';
import {
  DisconnectReason,
  type LocalTrack,
  type RemoteTrack,
  Room,
  RoomEvent,
  Track,
  TrackEvent,
  type TrackPublishOptions,
} from 'livekit-client';
import type { CaptureOptions } from './capture-options.ts';
import { hangUp } from './hang-up.ts';
import { letGo } from './let-go.ts';
import { letSoundIn } from './let-sound-in.ts';
import { mediaLink } from './media-link.ts';
import type { MediaLoss } from './media-loss.ts';
import { whenMaySend, whenRaised, whenReceiving } from './media-readiness.ts';
import { MediaTransports } from './media-transports.ts';
import { mediaUrl } from './media-url.ts';
import type { MediaLink } from './membership.ts';
import { type PeopleMedia, readPeople } from './person-media.ts';
import { Reception, type Shown } from './reception.ts';
import { retryDelay } from './retry-delay.ts';
import { SendingHold } from './sending-hold.ts';
import type { SoundProbe } from './sound-probe.ts';

export type DeviceKind = 'microphone' | 'camera';

export interface MediaListener {
  /** Somebody's picture, sound or speaking changed, or the connection's state. */
  onChange: () => void;
  /** This browser began or stopped to send something. */
  onOwnChange: () => void;
  /** It is over; this object is of no more use. */
  onLost: (loss: MediaLoss) => void;
}

const SOURCES = { microphone: Track.Source.Microphone, camera: Track.Source.Camera } as const;

/** One connection to the media engine: hidden and without rights at first, or with them. */
export class MediaConnection {
  readonly #room: Room;
  readonly #listener: MediaListener;
  readonly #reception: Reception;
  #people: PeopleMedia = new Map();
  readonly #transports: MediaTransports;
  readonly #hold: SendingHold;
  readonly #watchers = new Set<() => void>();
  #closed = false;
  #breakout_id: number | null = null;

  constructor(listener: MediaListener) {
    this.#listener = listener;
    this.#room = new Room({
      adaptiveStream: true,
      dynacast: true,
      // The engine may be away for as long as its restart takes: only the person gives up.
      reconnectPolicy: { nextRetryDelayInMs: ({ retryCount }) => retryDelay(retryCount, Math.random()) },
    });
    this.#reception = new Reception(this.#room);
    this.#transports = new MediaTransports(this.#room, () => change());
    this.#hold = new SendingHold(this.#room);
    const change = () => {
      this.#transports.follow();
      // The server hears of it by a hint, and the list then says what is really sent.
      if (this.#hold.set(this.link === 'reconnecting')) this.#listener.onOwnChange();
      this.#listener.onChange();
      for (const watcher of this.#watchers) watcher();
    };
    const ownChange = () => {
      this.#listener.onOwnChange();
      change();
    };
    for (const event of [
      RoomEvent.ConnectionStateChanged,
      RoomEvent.ParticipantPermissionsChanged,
      RoomEvent.ParticipantConnected,
      RoomEvent.ParticipantDisconnected,
      RoomEvent.TrackPublished,
      RoomEvent.TrackUnpublished,
      RoomEvent.TrackMuted,
      RoomEvent.TrackUnmuted,
      RoomEvent.ActiveSpeakersChanged,
      RoomEvent.ConnectionQualityChanged,
      RoomEvent.AudioPlaybackStatusChanged,
    ] as const) {
      this.#room.on(event, change);
    }
    this.#room
      .on(RoomEvent.TrackSubscribed, (track) => {
        if (track.kind === Track.Kind.Audio && SOUNDS.has(track.source)) playSound(track);
        change();
      })
      .on(RoomEvent.TrackUnsubscribed, change)
      .on(RoomEvent.LocalTrackPublished, ownChange)
      .on(RoomEvent.LocalTrackUnpublished, ownChange)
      .on(RoomEvent.TrackMuted, (_publication, participant) => participant.isLocal && ownChange())
      .on(RoomEvent.TrackUnmuted, (_publication, participant) => participant.isLocal && ownChange())
      .on(RoomEvent.Disconnected, (reason) => this.#onDisconnected(reason));
  }

  /** Rejects where the connection cannot be made now. */
  async connect({ url, token, breakout_id }: MediaAccess): Promise<void> {
    this.#breakout_id = breakout_id;
    await this.#room.connect(mediaUrl(url, window.location), token);
  }

  /** The room it is to; null: the main room. */
  get breakout_id(): number | null {
    return this.#breakout_id;
  }

  /** Closed, or cut by the engine. */
  get isOver(): boolean {
    return this.#closed;
  }

  get link(): MediaLink {
    return mediaLink(this.#room.state, this.#transports.flow);
  }

  /** The browser keeps sound back until somebody clicks. */
  get soundBlocked(): boolean {
    return !this.#room.canPlaybackAudio;
  }

  /** True once the server has given this waiting connection its rights; false where that takes too long. */
  async whenRaised(patience: number): Promise<boolean> {
    return this.link === 'connected' && whenRaised(this.#room, patience);
  }

  /** True once the server lets this be sent; false where that takes longer than `patience`. */
  async whenMaySend(source: Track.Source, patience: number): Promise<boolean> {
    return whenMaySend(this.#room, source, patience);
  }

  /** Whether this may go on, or may within `patience`. What is published already, may. */
  async mayTurnOn(kind: DeviceKind, patience: number): Promise<boolean> {
    return this.ownTrack(kind) !== undefined || whenMaySend(this.#room, SOURCES[kind], patience);
  }

  async whenReceiving(patience: number): Promise<void> {
    await whenReceiving(this.#room, patience);
  }

  /** What comes from each account that is connected, by its id; the same object for as long as nothing changes. */
  people(): PeopleMedia {
    this.#people = readPeople(this.#room, this.#people);
    return this.#people;
  }

  /** From now on only these pictures are received. */
  show(shown: Shown): void {
    this.#reception.show(shown);
  }

  isSending(kind: DeviceKind): boolean {
    const publication = this.#room.localParticipant.getTrackPublication(SOURCES[kind]);
    return publication !== undefined && !publication.isMuted;
  }

  isMuted(kind: DeviceKind): boolean {
    return this.#room.localParticipant.getTrackPublication(SOURCES[kind])?.isMuted ?? false;
  }

  ownTrack(kind: DeviceKind): LocalTrack | undefined {
    return this.#room.localParticipant.getTrackPublication(SOURCES[kind])?.track;
  }

  async publish(track: LocalTrack | MediaStreamTrack, options?: TrackPublishOptions): Promise<void> {
    await this.#room.localParticipant.publishTrack(track, options);
  }

  async unpublish(track: MediaStreamTrack): Promise<void> {
    await this.#room.localParticipant.unpublishTrack(track);
  }

  /** Whether what is sent outlives this connection, so that the next one can send it; else it is stopped with it. */
  keepTracks(kept: boolean): void {
    this.#room.options.stopLocalTrackOnUnpublish = !kept;
  }

  /** Sends it no more, and leaves it as it is for another connection to send. */
  async letGo(track: LocalTrack): Promise<void> {
    this.#hold.end();
    await letGo(this.#room, track);
  }

  isPublished(track: MediaStreamTrack): boolean {
    const publications = [...this.#room.localParticipant.trackPublications.values()];
    return publications.some((one) => one.track?.mediaStreamTrack === track);
  }

  /** Called at every change, as the listener is, until the returned function is called. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  async send(kind: DeviceKind, on: boolean, options: CaptureOptions): Promise<void> {
    if (kind === 'microphone') await this.#room.localParticipant.setMicrophoneEnabled(on, options);
    else await this.#room.localParticipant.setCameraEnabled(on, options);
  }

  /** For looking closely at the sounds that come and go; nobody needs it to get in. */
  async soundProbe(): Promise<SoundProbe> {
    const { SoundProbe } = await import('./sound-probe.ts');
    return new SoundProbe(this.#room);
  }

  async playThrough(speakerId: string): Promise<void> {
    await this.#room.switchActiveDevice('audiooutput', speakerId);
  }

  /** Counts only while the browser is told of a click. Where it still holds sound back, `soundBlocked` says so. */
  async startSound(): Promise<void> {
    await letSoundIn(this.#room);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#transports.close();
    void hangUp(this.#room);
    for (const participant of this.#room.remoteParticipants.values()) {
      for (const { track } of participant.audioTrackPublications.values()) {
        track?.detach();
      }
    }
  }

  #onDisconnected(reason: DisconnectReason | undefined): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#transports.close();
    this.#listener.onLost(reason === DisconnectReason.DUPLICATE_IDENTITY ? 'elsewhere' : 'lost');
  }
}

/** What sounds. Under any other name sound only comes from a client that means to get past a lock. */
const SOUNDS: ReadonlySet<Track.Source> = new Set([Track.Source.Microphone, Track.Source.ScreenShareAudio]);

/** Sound needs an element, and no place in the picture; it goes when LiveKit lets go of it, which is before anybody is told. */
function playSound(track: RemoteTrack): void {
  track.on(TrackEvent.ElementDetached, (detached) => detached.remove());
  const element = track.attach();
  element.hidden = true;
  document.body.append(element);
}
