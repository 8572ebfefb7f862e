import { Background, type BackgroundTrouble } from '#background/background.ts';
import { type Preferences, preferences, subscribePreferences } from '#settings/preferences.ts';
import { captureOptions } from './capture-options.ts';
import { type DeviceLists, listDevices, NO_DEVICES } from './device-lists.ts';
import { devicesOffered } from './device-trouble.ts';
import type { DeviceKind, MediaConnection } from './media-connection.ts';
import { OwnDevice } from './own-device.ts';
import type { OwnDeviceState } from './own-device-state.ts';
import { OwnSpeaker, type OwnSpeakerState } from './own-speaker.ts';
import { UnheardTalk } from './unheard-talk.ts';

export interface OwnMediaState extends DeviceLists {
  microphone: OwnDeviceState;
  camera: OwnDeviceState;
  speaker: OwnSpeakerState;
  /** The person talks, and a host has muted them. */
  talks_unheard: boolean;
  background_trouble: BackgroundTrouble | null;
}

/** What is sent besides microphone and camera; loaded later than those. */
export interface MediaFollower {
  /** From now on this connection sends; with null, the next one. */
  bind: (connection: MediaConnection | null) => void;
  /** The person goes to another room of the session. */
  leaveRoom: () => void;
  /** The person is out of the session. */
  release: () => void;
}

/** The own microphone, camera and speaker, as the person prefers them. */
export class OwnMedia {
  readonly unheard: UnheardTalk;
  readonly background: Background;
  readonly #onChange: () => void;
  readonly #microphone: OwnDevice;
  readonly #camera: OwnDevice;
  #connection: MediaConnection | null = null;
  readonly #followers = new Set<MediaFollower>();
  readonly #speaker: OwnSpeaker;
  #lists: DeviceLists = NO_DEVICES;
  #preferred: Preferences = preferences();
  #stopFollowing: (() => void) | null = null;
  /** There was a connection, and there is to be one again should it be lost. */
  #inside = false;
  /** On only for as long as a key or a button is held down. */
  #talking = false;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    this.unheard = new UnheardTalk(onChange);
    this.#microphone = new OwnDevice('microphone', () => {
      this.unheard.look(this.#microphone.state);
      onChange();
    });
    this.background = new Background(() => this.#camera, onChange);
    const onCamera = () => {
      void this.background.look();
      onChange();
    };
    this.#camera = new OwnDevice('camera', onCamera, () => this.background.forNewCamera());
    this.#speaker = new OwnSpeaker(onChange);
  }

  get state(): OwnMediaState {
    return {
      microphone: this.#microphone.state,
      camera: this.#camera.state,
      speaker: this.#speaker.state,
      talks_unheard: this.unheard.noticed,
      background_trouble: this.background.trouble,
      ...this.#lists,
    };
  }

  open(): void {
    this.#stopFollowing = subscribePreferences(this.#onPreferences);
    this.#onPreferences();
    if (!devicesOffered()) return;
    navigator.mediaDevices.addEventListener('devicechange', this.refresh);
    void this.refresh();
  }

  close(): void {
    this.#stopFollowing?.();
    if (devicesOffered()) navigator.mediaDevices.removeEventListener('devicechange', this.refresh);
    this.release();
  }

  async want(kind: DeviceKind, wanted: boolean): Promise<void> {
    await this.device(kind).want(wanted);
    await this.refresh();
  }

  /** The person holds down what lets them talk, or lets go of it. A microphone that is on by itself stays on. */
  async talk(held: boolean): Promise<void> {
    if (held && this.#microphone.state.wanted) return;
    if (held === this.#talking) return;
    this.#talking = held;
    await this.want('microphone', held);
  }

  /** Whether the host lets this person use the device now. */
  async allow(kind: DeviceKind, allowed: boolean): Promise<void> {
    await this.device(kind).hold('locked', !allowed);
  }

  /** From now on what is wanted is sent by this connection; with null it waits for the next one. */
  bind(connection: MediaConnection | null): void {
    this.#connection = connection;
    if (connection && !this.#inside) {
      this.#inside = true;
      // Whoever is heard only while they hold a key does not come in talking.
      if (preferences().push_to_talk) void this.#microphone.want(false);
    }
    this.#speaker.bind(connection);
    void this.#microphone.bind(connection);
    void this.#camera.bind(connection);
    for (const follower of this.#followers) follower.bind(connection);
  }

  /** From now on this connection sends what the last one did; what is sent besides ends with the room that was left. */
  carry(connection: MediaConnection): void {
    this.#connection = connection;
    this.#speaker.bind(connection);
    void this.#microphone.carry(connection);
    void this.#camera.carry(connection);
    for (const follower of this.#followers) {
      follower.leaveRoom();
      follower.bind(connection);
    }
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
    this.#inside = false;
    this.#speaker.bind(null);
    this.#microphone.release();
    this.#camera.release();
    for (const follower of this.#followers) follower.release();
  }

  device(kind: DeviceKind): OwnDevice {
    return kind === 'microphone' ? this.#microphone : this.#camera;
  }

  get speaker(): OwnSpeaker {
    return this.#speaker;
  }

  readonly #onPreferences = (): void => {
    const before = this.#preferred;
    const now = preferences();
    this.#preferred = now;
    for (const kind of ['microphone', 'camera'] as const) {
      const changed = JSON.stringify(captureOptions(kind, now)) !== JSON.stringify(captureOptions(kind, before));
      if (changed) void this.device(kind).adapt();
    }
    if (before.speaker_id !== now.speaker_id) this.#speaker.adapt();
    void this.background.look();
    void this.#camera.hold('audio_only', now.data_saver === 'audio_only');
    // From then on one is heard only while one holds the key.
    if (now.push_to_talk && !before.push_to_talk) void this.#microphone.want(false);
  };

  /** Looks what there is to choose from, which the browser tells once a device has been used. */
  readonly refresh = async (): Promise<void> => {
    this.#lists = await listDevices();
    this.#microphone.offer(this.#lists.microphones);
    this.#camera.offer(this.#lists.cameras);
    this.#speaker.offer(this.#lists.speakers);
    this.#onChange();
  };
}
