/** One peer connection of a page: milliseconds since 1970. */
interface Watched {
  made: number;
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
    readonly #watched: Watched = { made: Date.now(), connected: null, heard: null, ended: null };
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
      const sounds = connection.getReceivers().filter(({ track }) => track.kind === 'audio');
      if (sounds.some((one) => one.getSynchronizationSources().length > 0)) watched.heard = Date.now();
    }
  }, 20);
}

export interface MoveTimes {
  /** From the host's click to the first sound of the new room. */
  sound: number;
  /** How long there was no connection that stood, neither to the old room nor to the new one. */
  neither: number;
}

/** What a move that was asked for at `from` took at this page, in milliseconds; null while it is under way. */
export function readMove(from: number): MoveTimes | null {
  const fresh = window.watched.filter(({ made }) => made >= from);
  const old = window.watched.filter(({ made, ended }) => made < from && (ended === null || ended >= from));
  const first = (times: (number | null)[]) => {
    const known = times.filter((time) => time !== null);
    return known.length > 0 ? Math.min(...known) : null;
  };
  const sound = first(fresh.map(({ heard }) => heard));
  const connected = first(fresh.map((one) => one.connected));
  const ended = first(old.map((one) => one.ended));
  if (sound === null || connected === null || ended === null) return null;
  return { sound: sound - from, neither: Math.max(0, connected - ended) };
}
