import type { Room } from 'livekit-client';

/** Whether the ways that picture and sound take carry anything now; `none` where there is no such way. */
export type Flow = 'flowing' | 'stalled' | 'none';

type Transport = Pick<RTCIceTransport, 'state' | 'addEventListener' | 'removeEventListener'>;

/**
 * Follows the ways that picture and sound take, to and fro. The library tells when the engine's signalling is lost; only
 * the ways themselves tell whether anything still comes.
 */
export class MediaTransports {
  readonly #room: Pick<Room, 'localParticipant' | 'remoteParticipants'>;
  readonly #onChange: () => void;
  #followed = new Set<Transport>();

  constructor(room: Pick<Room, 'localParticipant' | 'remoteParticipants'>, onChange: () => void) {
    this.#room = room;
    this.#onChange = onChange;
  }

  get flow(): Flow {
    return flowOf([...this.#followed].map(({ state }) => state));
  }

  /** To be called whenever a track may have come or gone. */
  follow(): void {
    const now = new Set(this.#transports());
    for (const one of this.#followed) if (!now.has(one)) one.removeEventListener('statechange', this.#onChange);
    for (const one of now) if (!this.#followed.has(one)) one.addEventListener('statechange', this.#onChange);
    this.#followed = now;
  }

  close(): void {
    for (const one of this.#followed) one.removeEventListener('statechange', this.#onChange);
    this.#followed.clear();
  }

  *#transports(): Iterable<Transport> {
    for (const { track } of this.#room.localParticipant.trackPublications.values()) {
      const transport = track?.sender?.transport?.iceTransport;
      if (transport) yield transport;
    }
    for (const participant of this.#room.remoteParticipants.values()) {
      for (const { track } of participant.trackPublications.values()) {
        const transport = track && 'receiver' in track ? track.receiver?.transport?.iceTransport : undefined;
        if (transport) yield transport;
      }
    }
  }
}

/** A way that is only being found neither carries anything nor has failed to. */
export function flowOf(states: readonly RTCIceTransportState[]): Flow {
  if (states.some((state) => state === 'disconnected' || state === 'failed')) return 'stalled';
  return states.some((state) => state === 'connected' || state === 'completed') ? 'flowing' : 'none';
}
