import { type RemoteParticipant, type RemoteTrackPublication, type Room, RoomEvent, Track } from 'livekit-client';

/** Whose pictures are looked at, by account. */
export interface Shown {
  cameras: ReadonlySet<number>;
  screens: ReadonlySet<number>;
  /** What is not looked at costs nothing, not even for the moment in which one might look back. */
  saving: boolean;
}

/** How long a picture that nobody looks at is kept ready, paused, in milliseconds: turning back a page then shows it at once. */
const LINGER = 5_000;

/**
 * Receives only the pictures that are looked at; sound is received always. The engine offers everything by itself, so that
 * who comes in sees and hears at once; what is not on the page is given up after a while.
 */
export class Reception {
  readonly #room: Room;
  readonly #leaving = new Map<RemoteTrackPublication, ReturnType<typeof setTimeout>>();
  #shown: Shown | null = null;

  constructor(room: Room) {
    this.#room = room;
    const look = () => this.#look();
    room
      .on(RoomEvent.TrackPublished, (publication, participant) => this.#settle(publication, participant))
      .on(RoomEvent.TrackUnpublished, (publication) => this.#stay(publication))
      .on(RoomEvent.ParticipantConnected, look)
      .on(RoomEvent.Connected, look)
      .on(RoomEvent.Reconnected, look)
      .on(RoomEvent.Disconnected, () => {
        for (const publication of this.#leaving.keys()) this.#stay(publication);
      });
  }

  show(shown: Shown): void {
    this.#shown = shown;
    this.#look();
  }

  #look(): void {
    if (!this.#shown) return;
    for (const participant of this.#room.remoteParticipants.values()) {
      for (const publication of participant.trackPublications.values()) this.#settle(publication, participant);
    }
  }

  #settle(publication: RemoteTrackPublication, participant: RemoteParticipant): void {
    const shown = this.#shown;
    if (!shown) return;
    const isWanted = wants(shown, publication, Number(participant.identity));
    if (isWanted || shown.saving) this.#stay(publication);
    if (isWanted === publication.isDesired || this.#leaving.has(publication)) return;
    if (isWanted) publication.setSubscribed(true);
    else if (shown.saving) publication.setSubscribed(false);
    else
      this.#leaving.set(
        publication,
        setTimeout(() => this.#leave(publication), LINGER),
      );
  }

  #stay(publication: RemoteTrackPublication): void {
    clearTimeout(this.#leaving.get(publication));
    this.#leaving.delete(publication);
  }

  #leave(publication: RemoteTrackPublication): void {
    this.#leaving.delete(publication);
    publication.setSubscribed(false);
  }
}

function wants(shown: Shown, { source }: RemoteTrackPublication, account_id: number): boolean {
  switch (source) {
    case Track.Source.Camera:
      return shown.cameras.has(account_id);
    case Track.Source.ScreenShare:
      return shown.screens.has(account_id);
    case Track.Source.Microphone:
    case Track.Source.ScreenShareAudio:
    case Track.Source.Unknown:
      return true;
    default:
      return source satisfies never;
  }
}
