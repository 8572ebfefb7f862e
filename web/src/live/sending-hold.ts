import { type LocalTrack, type LocalTrackPublication, type Room, RoomEvent, TrackEvent } from 'livekit-client';

/**
 * Sends nothing for as long as nothing is received: nobody should go on talking in a room that they do not hear. What is
 * wanted stays as it is, and the devices stay open; only the way out is shut.
 */
export class SendingHold {
  readonly #room: Pick<Room, 'localParticipant' | 'on'>;
  #on = false;

  constructor(room: Pick<Room, 'localParticipant' | 'on'>) {
    this.#room = room;
    room.on(RoomEvent.LocalTrackPublished, (publication) => this.#on && this.#shut(publication));
  }

  /** True where that changes what is sent. */
  set(on: boolean): boolean {
    if (this.#on === on) return false;
    this.#on = on;
    const publications = [...this.#room.localParticipant.trackPublications.values()];
    for (const publication of publications) {
      if (on) this.#shut(publication);
      else this.#open(publication);
    }
    return publications.length > 0;
  }

  #shut({ track }: Pick<LocalTrackPublication, 'track'>): void {
    // Another device, or the device's own recovery, would open the way again.
    track?.on(TrackEvent.UpstreamResumed, this.#shutAgain);
    void track?.pauseUpstream().catch(() => undefined);
  }

  #open({ track }: Pick<LocalTrackPublication, 'track'>): void {
    track?.off(TrackEvent.UpstreamResumed, this.#shutAgain);
    void track?.resumeUpstream().catch(() => undefined);
  }

  readonly #shutAgain = (track: LocalTrack): void => {
    if (this.#on) void track.pauseUpstream().catch(() => undefined);
  };
}
