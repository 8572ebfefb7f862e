import type { MediaAccess } from '@lectern/contract';
import {
  ConnectionState,
  DisconnectReason,
  type LocalTrack,
  type RemoteTrack,
  Room,
  RoomEvent,
  Track,
} from 'livekit-client';
import type { MediaLoss } from './media-loss.ts';
import { mediaUrl } from './media-url.ts';
import type { MediaLink } from './membership.ts';
import { type PeopleMedia, readPeople } from './person-media.ts';
import { retryDelay } from './retry-delay.ts';

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
  #people: PeopleMedia = new Map();
  #closed = false;

  constructor(listener: MediaListener) {
    this.#listener = listener;
    this.#room = new Room({
      adaptiveStream: true,
      dynacast: true,
      // The engine may be away for as long as its restart takes: only the person gives up.
      reconnectPolicy: { nextRetryDelayInMs: ({ retryCount }) => retryDelay(retryCount, Math.random()) },
    });
    const change = () => this.#listener.onChange();
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
        if (track.kind === Track.Kind.Audio) playSound(track);
        change();
      })
      .on(RoomEvent.TrackUnsubscribed, (track) => {
        for (const element of track.detach()) if (track.kind === Track.Kind.Audio) element.remove();
        change();
      })
      .on(RoomEvent.LocalTrackPublished, ownChange)
      .on(RoomEvent.LocalTrackUnpublished, ownChange)
      .on(RoomEvent.TrackMuted, (_publication, participant) => participant.isLocal && ownChange())
      .on(RoomEvent.TrackUnmuted, (_publication, participant) => participant.isLocal && ownChange())
      .on(RoomEvent.Disconnected, (reason) => this.#onDisconnected(reason));
  }

  /** Rejects where the connection cannot be made now. */
  async connect({ url, token }: MediaAccess): Promise<void> {
    await this.#room.connect(mediaUrl(url, window.location), token);
  }

  get link(): MediaLink {
    switch (this.#room.state) {
      case ConnectionState.Connected:
        return 'connected';
      case ConnectionState.Reconnecting:
      case ConnectionState.SignalReconnecting:
        return 'reconnecting';
      case ConnectionState.Connecting:
      case ConnectionState.Disconnected:
        return 'connecting';
      default:
        return this.#room.state satisfies never;
    }
  }

  /** The browser keeps sound back until somebody clicks. */
  get soundBlocked(): boolean {
    return !this.#room.canPlaybackAudio;
  }

  get #hasRights(): boolean {
    return this.#room.localParticipant.permissions?.canPublish ?? false;
  }

  /** True once the server has given this waiting connection its rights; false where that takes too long. */
  async whenRaised(patience: number): Promise<boolean> {
    if (this.link !== 'connected') return false;
    if (this.#hasRights) return true;
    return new Promise((resolve) => {
      const settle = (raised: boolean) => {
        clearTimeout(timer);
        this.#room.off(RoomEvent.ParticipantPermissionsChanged, look).off(RoomEvent.Disconnected, giveUp);
        resolve(raised);
      };
      const look = () => this.#hasRights && settle(true);
      const giveUp = () => settle(false);
      const timer = setTimeout(giveUp, patience);
      this.#room.on(RoomEvent.ParticipantPermissionsChanged, look).on(RoomEvent.Disconnected, giveUp);
    });
  }

  /** Resolves when all that the others send now is here, and after `patience` at the latest. */
  async whenReceiving(patience: number): Promise<void> {
    const everybody = [...this.#room.remoteParticipants.values()];
    const awaited = everybody.flatMap((one) => [...one.trackPublications.values()]);
    const isHere = () => awaited.every(({ track }) => track !== undefined);
    if (isHere()) return;
    await new Promise<void>((resolve) => {
      const settle = () => {
        clearTimeout(timer);
        this.#room.off(RoomEvent.TrackSubscribed, look).off(RoomEvent.Disconnected, settle);
        resolve();
      };
      const look = () => isHere() && settle();
      const timer = setTimeout(settle, patience);
      this.#room.on(RoomEvent.TrackSubscribed, look).on(RoomEvent.Disconnected, settle);
    });
  }

  /** What comes from each account that is connected, by its id; the same object for as long as nothing changes. */
  people(): PeopleMedia {
    this.#people = readPeople(this.#room, this.#people);
    return this.#people;
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

  async publish(track: LocalTrack): Promise<void> {
    await this.#room.localParticipant.publishTrack(track);
  }

  async send(kind: DeviceKind, on: boolean, deviceId: string | null): Promise<void> {
    const options = deviceId ? { deviceId } : undefined;
    if (kind === 'microphone') await this.#room.localParticipant.setMicrophoneEnabled(on, options);
    else await this.#room.localParticipant.setCameraEnabled(on, options);
  }

  async playThrough(speakerId: string): Promise<void> {
    await this.#room.switchActiveDevice('audiooutput', speakerId);
  }

  async startSound(): Promise<void> {
    await this.#room.startAudio();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    void this.#room.disconnect();
    for (const participant of this.#room.remoteParticipants.values()) {
      for (const { track } of participant.audioTrackPublications.values()) {
        for (const element of track?.detach() ?? []) element.remove();
      }
    }
  }

  #onDisconnected(reason: DisconnectReason | undefined): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#listener.onLost(reason === DisconnectReason.DUPLICATE_IDENTITY ? 'elsewhere' : 'lost');
  }
}

/** Sound needs an element, and no place in the picture. */
function playSound(track: RemoteTrack): void {
  const element = track.attach();
  element.hidden = true;
  document.body.append(element);
}
