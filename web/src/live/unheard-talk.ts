import type { OwnDeviceState } from './own-device-state.ts';
import { capturedBy } from './used-device.ts';

/** Notices that a person talks whom a host has muted. Who muted themselves is never listened to. */
export class UnheardTalk {
  readonly #onChange: () => void;
  #listened: MediaStreamTrack | null = null;
  #stop: (() => void) | null = null;
  #noticed = false;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get noticed(): boolean {
    return this.#noticed;
  }

  look({ silenced, track }: OwnDeviceState): void {
    const captured = silenced ? capturedBy(track) : null;
    const live = captured?.readyState === 'live' ? captured : null;
    if (live === this.#listened) return;
    this.#stop?.();
    this.#stop = null;
    this.#listened = live;
    this.#noticed = false;
    if (live) void this.#listen(live);
  }

  dismiss(): void {
    this.#noticed = false;
    this.#onChange();
  }

  async #listen(track: MediaStreamTrack): Promise<void> {
    const { watchTalk } = await import('./talk-watch.ts');
    if (track !== this.#listened) return;
    const stop = watchTalk(track, () => {
      // Once is enough, and a microphone that nobody needs is let go of. Only once: nothing closes twice.
      stop();
      this.#stop = null;
      this.#noticed = true;
      this.#onChange();
    });
    this.#stop = stop;
  }
}
