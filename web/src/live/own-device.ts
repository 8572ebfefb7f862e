import { createLocalTracks, type LocalTrack } from 'livekit-client';
import { type DeviceTrouble, devicesOffered, deviceTrouble } from './device-trouble.ts';
import type { DeviceKind, MediaConnection } from './media-connection.ts';

/** The own microphone or camera, as its button shows it. */
export interface OwnDeviceState {
  /** What the person asked for. It holds over reconnects. */
  wanted: boolean;
  /** Between the wish and its coming true. */
  busy: boolean;
  trouble: DeviceTrouble | null;
  device_id: string | null;
  track: LocalTrack | null;
}

/**
 * One device: a preview while there is no connection with rights, sent where there is one. Wishes may come faster than a
 * device starts; they are brought about one after the other, and only the last one counts.
 */
export class OwnDevice {
  readonly kind: DeviceKind;
  readonly #onChange: () => void;
  #state: OwnDeviceState = { wanted: false, busy: false, trouble: null, device_id: null, track: null };
  #connection: MediaConnection | null = null;
  #settling: Promise<void> | null = null;

  constructor(kind: DeviceKind, onChange: () => void) {
    this.kind = kind;
    this.#onChange = onChange;
  }

  get state(): OwnDeviceState {
    return this.#state;
  }

  async want(wanted: boolean): Promise<void> {
    this.#change({ wanted, trouble: null });
    await this.#settle();
  }

  dismissTrouble(): void {
    this.#change({ trouble: null });
  }

  async choose(device_id: string): Promise<void> {
    this.#change({ device_id });
    await this.#track?.setDeviceId(device_id).catch((error: unknown) => this.#fail(error));
    await this.#settle();
  }

  /** From now on what is wanted is sent, or, with null, only shown here. */
  async bind(connection: MediaConnection | null): Promise<void> {
    // What an earlier connection sent is stopped with it; a preview goes on, and is what the connection sends.
    if (this.#connection !== null && this.#connection !== connection) this.#change({ track: null });
    this.#connection = connection;
    await this.#settle();
  }

  /** Somebody else, or the device's own end, may have muted what is sent: then the button says so. */
  look(): void {
    if (!this.#settling && this.#state.wanted && this.#connection?.isMuted(this.kind)) this.#change({ wanted: false });
  }

  /** Lets go of the device. */
  release(): void {
    this.#state.track?.stop();
    this.#connection = null;
    this.#change({ wanted: false, busy: false, track: null });
  }

  get #track(): LocalTrack | null {
    return this.#connection?.ownTrack(this.kind) ?? this.#state.track;
  }

  get #isOn(): boolean {
    if (this.#connection) return this.#connection.isSending(this.kind);
    return this.#state.track !== null;
  }

  #settle(): Promise<void> {
    this.#settling ??= this.#bringAbout().finally(() => {
      this.#settling = null;
      this.#change({ busy: false, track: this.#track });
    });
    return this.#settling;
  }

  async #bringAbout(): Promise<void> {
    while (this.#isOn !== this.#state.wanted) {
      this.#change({ busy: true });
      const connection = this.#connection;
      try {
        if (connection) await this.#send(connection, this.#state.wanted);
        else await this.#preview(this.#state.wanted);
      } catch (error) {
        // A connection that went away in between is no fault of the device: the next one gets the same wish.
        if (connection !== this.#connection) continue;
        if (connection && connection.link !== 'connected') return;
        this.#fail(error);
        return;
      }
      // Where the engine says nothing of an error and yet nothing changed, another round would not either.
      if (connection === this.#connection && this.#isOn !== this.#state.wanted && connection) return;
    }
  }

  async #send(connection: MediaConnection, on: boolean): Promise<void> {
    const preview = this.#state.track;
    if (on && preview && !connection.ownTrack(this.kind)) await connection.publish(preview);
    else await connection.send(this.kind, on, this.#state.device_id);
  }

  async #preview(on: boolean): Promise<void> {
    if (!on) {
      this.#state.track?.stop();
      this.#change({ track: null });
      return;
    }
    if (!devicesOffered()) throw new Error('No devices are offered to this page');
    const options = this.#state.device_id ? { deviceId: this.#state.device_id } : true;
    const wanted = this.kind === 'camera' ? { video: options, audio: false } : { audio: options, video: false };
    const [track = null] = await createLocalTracks(wanted);
    this.#change({ track });
  }

  #fail(error: unknown): void {
    this.#change({ wanted: false, trouble: deviceTrouble(error, devicesOffered()) });
  }

  #change(changes: Partial<OwnDeviceState>): void {
    this.#state = { ...this.#state, ...changes };
    this.#onChange();
  }
}
