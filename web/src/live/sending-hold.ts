import { type LocalTrack, type LocalTrackPublication, type Room, RoomEvent, TrackEvent } from 'livekit-client';

/**
 * Sends nothing for as long as nothing is received: nobody should go on talking in a room that they do not hear. What is
 * wanted stays as it is, and the devices stay open; only the way out is shut.
 */
export class SendingHold {
  readonly #room: Pick<Room, 'localParticipant' | 'on'>;
  #on = false;
  #ended = false;

  constructor(room: Pick<Room, 'localParticipant' | 'on'>) {
    this.#room = room;
    room.on(RoomEvent.LocalTrackPublished, (publication) => this.#on && this.#close(publication));
  }

  /** What is sent goes on by another way: this one shuts nothing any more. */
  end(): void {
    this.set(false);
    this.#ended = true;
  }

  /** True where that changes what is sent. */
  set(on: boolean): boolean {
    if (this.#on === on || this.#ended) return false;
    this.#on = on;
    const publications = [...this.#room.localParticipant.trackPublications.values()];
    for (const publication of publications) {
      if (on) this.#close(publication);
      else this.#open(publication);
    }
    return publications.length > 0;
  }

  #close({ track }: Pick<LocalTrackPublication, 'track'>): void {
    // Another device, or the device's own recovery, would open the way again.
    track?.on(TrackEvent.UpstreamResumed, this.#closeAgain);
    if (track) void this.#pause(track);
  }

  #open({ track }: Pick<LocalTrackPublication, 'track'>): void {
    track?.off(TrackEvent.UpstreamResumed, this.#closeAgain);
    void track?.resumeUpstream().catch(() => undefined);
  }

  readonly #closeAgain = (track: LocalTrack): void => {
    if (this.#on) void this.#pause(track);
  };

  async #pause(track: LocalTrack): Promise<void> {
    try {
      await track.pauseUpstream();
      // Where the other side has ended the way already, the library leaves it at that, and the browser goes on encoding.
      if (this.#on) await track.sender?.replaceTrack(null);
    } catch {
      // A way that is closed carries nothing.
    }
  }
}
