/** One peer connection of a page: milliseconds since 1970. */
interface Watched {
  connected: number | null;
  /** The first packet of anybody's sound. */
  heard: number | null;
  ended: number | null;
}

declare global {
  interface Window {
    watched: Watched[];
  }
}

/** Runs in the page before anything of its own: notes what becomes of each of its peer connections. */
export function installProbe(): void {
  const open: [RTCPeerConnection, Watched][] = [];
  window.watched = [];
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    readonly #watched: Watched = { connected: null, heard: null, ended: null };
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      window.watched.push(this.#watched);
      open.push([this, this.#watched]);
      this.addEventListener('connectionstatechange', () => {
        if (this.connectionState === 'connected') this.#watched.connected ??= Date.now();
      });
    }
    override close() {
      this.#watched.ended ??= Date.now();
      super.close();
    }
  };
  setInterval(() => {
    for (const [connection, watched] of open.splice(0)) {
      if (watched.ended !== null) continue;
      open.push([connection, watched]);
      if (watched.heard !== null) continue;
      // To ask holds the page up: one of the sounds is enough, and often enough.
      const sound = connection.getReceivers().find(({ track }) => track.kind === 'audio');
      if (sound && sound.getSynchronizationSources().length > 0) watched.heard = Date.now();
    }
  }, 50);
}

export interface MoveTimes {
  /** From the host's click to the first sound of the new room. */
  sound: number;
  /** How long there was no connection that stood, neither to the old room nor to the new one. */
  neither: number;
}

/**
 * What a move that was asked for at `from` took at this page, in milliseconds; null while it is under way. The old room's
 * connection was heard before, the new one's is heard first afterwards, whenever it was made.
 */
export function readMove(from: number): MoveTimes | null {
  const heard = window.watched.filter((one) => one.heard !== null && (one.ended === null || one.ended >= from));
  const fresh = heard.find((one) => Number(one.heard) >= from);
  const ends = heard.filter((one) => Number(one.heard) < from).map(({ ended }) => ended ?? Number.POSITIVE_INFINITY);
  const ended = Math.min(...ends);
  if (!fresh || fresh.heard === null || fresh.connected === null || !Number.isFinite(ended)) return null;
  return { sound: fresh.heard - from, neither: Math.max(0, fresh.connected - ended) };
}
