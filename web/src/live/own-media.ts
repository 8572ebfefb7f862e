import { devicesOffered } from './device-trouble.ts';
import type { DeviceKind, MediaConnection } from './media-connection.ts';
import { OwnDevice, type OwnDeviceState } from './own-device.ts';

export interface DeviceChoice {
  id: string;
  label: string;
}

export interface OwnMediaState {
  microphone: OwnDeviceState;
  camera: OwnDeviceState;
  /** What can be chosen from. Without names, and so empty, until the person has let the page use a device. */
  microphones: readonly DeviceChoice[];
  cameras: readonly DeviceChoice[];
  /** Empty where the browser does not let a page choose. */
  speakers: readonly DeviceChoice[];
  speaker_id: string | null;
}

/** What is sent besides microphone and camera; loaded later than those. */
export interface MediaFollower {
  /** From now on this connection sends; with null, the next one. */
  bind: (connection: MediaConnection | null) => void;
  /** The person is out of the room. */
  release: () => void;
}

/** The own microphone, camera and speaker. */
export class OwnMedia {
  readonly #onChange: () => void;
  readonly #microphone: OwnDevice;
  readonly #camera: OwnDevice;
  #lists: Pick<OwnMediaState, 'microphones' | 'cameras' | 'speakers'> = { microphones: [], cameras: [], speakers: [] };
  #speaker_id: string | null = null;
  #connection: MediaConnection | null = null;
  readonly #followers = new Set<MediaFollower>();

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    this.#microphone = new OwnDevice('microphone', onChange);
    this.#camera = new OwnDevice('camera', onChange);
  }

  get state(): OwnMediaState {
    return {
      microphone: this.#microphone.state,
      camera: this.#camera.state,
      ...this.#lists,
      speaker_id: this.#speaker_id,
    };
  }

  open(): void {
    if (!devicesOffered()) return;
    navigator.mediaDevices.addEventListener('devicechange', this.#list);
    void this.#list();
  }

  close(): void {
    if (devicesOffered()) navigator.mediaDevices.removeEventListener('devicechange', this.#list);
    this.release();
  }

  async want(kind: DeviceKind, wanted: boolean): Promise<void> {
    await this.#device(kind).want(wanted);
    await this.#list();
  }

  dismissTrouble(kind: DeviceKind): void {
    this.#device(kind).dismissTrouble();
  }

  async choose(kind: DeviceKind, id: string): Promise<void> {
    await this.#device(kind).choose(id);
  }

  async chooseSpeaker(id: string): Promise<void> {
    this.#speaker_id = id;
    this.#onChange();
    await this.#connection?.playThrough(id).catch(() => undefined);
  }

  /** From now on what is wanted is sent by this connection; with null it waits for the next one. */
  bind(connection: MediaConnection | null): void {
    this.#connection = connection;
    if (connection && this.#speaker_id) void connection.playThrough(this.#speaker_id).catch(() => undefined);
    void this.#microphone.bind(connection);
    void this.#camera.bind(connection);
    for (const follower of this.#followers) follower.bind(connection);
  }

  /** Lets something else be sent as well, until the returned function is called. */
  follow(follower: MediaFollower): () => void {
    this.#followers.add(follower);
    follower.bind(this.#connection);
    return () => {
      this.#followers.delete(follower);
      follower.release();
    };
  }

  /** Looks whether what is sent is still what the buttons say. */
  look(): void {
    this.#microphone.look();
    this.#camera.look();
  }

  /** Lets go of both devices, so that their lights go out. */
  release(): void {
    this.#connection = null;
    this.#microphone.release();
    this.#camera.release();
    for (const follower of this.#followers) follower.release();
  }

  #device(kind: DeviceKind): OwnDevice {
    return kind === 'microphone' ? this.#microphone : this.#camera;
  }

  readonly #list = async (): Promise<void> => {
    if (!devicesOffered()) return;
    const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    const named = (kind: MediaDeviceKind) =>
      all
        .filter((one) => one.kind === kind && one.label && one.deviceId)
        .map(({ deviceId: id, label }) => ({ id, label }));
    this.#lists = {
      microphones: named('audioinput'),
      cameras: named('videoinput'),
      speakers: 'setSinkId' in HTMLMediaElement.prototype ? named('audiooutput') : [],
    };
    this.#onChange();
  };
}
