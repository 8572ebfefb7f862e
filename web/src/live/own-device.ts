import { type LocalTrack, TrackEvent } from 'livekit-client';
import { BlurError } from '#background/blur-error.ts';
import { preferences } from '#settings/preferences.ts';
import { adaptTrack, forgetDevice, restartTrack } from './adapt-track.ts';
import { type CaptureOptions, captureOptions } from './capture-options.ts';
import type { DeviceChoice } from './device-lists.ts';
import { devicesOffered, deviceTrouble, isForbidden } from './device-trouble.ts';
import type { DeviceKind, MediaConnection } from './media-connection.ts';
import { openDevice } from './open-device.ts';
import { type Hold, OFF, type OwnDeviceState } from './own-device-state.ts';
import { isLive, usedDevice } from './used-device.ts';
import { WishedDevice } from './wished-device.ts';

/** How long the right to send may take to arrive, in milliseconds. */
const RIGHT_PATIENCE = 2_500;

/**
 * One device: a preview while there is no connection with rights, sent where there is one. Wishes may come faster than a
 * device starts; they are brought about one after the other, and only the last one counts.
 */
export class OwnDevice {
  readonly kind: DeviceKind;
  readonly #onChange: () => void;
  readonly #wish: WishedDevice;
  readonly #extras: () => Promise<CaptureOptions>;
  #state: OwnDeviceState = { ...OFF, held: null };
  #connection: MediaConnection | null = null;
  #settling: Promise<void> | null = null;
  #adapting: Promise<void> = Promise.resolve();
  readonly #holds = new Set<Hold>();
  #followed: LocalTrack | null = null;
  /** The track's device went away, and nothing has stepped in yet. */
  #ended = false;
  /** The options that the track goes by, written out. */
  #goesBy = '';

  /** `extras`: what it has to be opened with besides; asked for each time. */
  constructor(kind: DeviceKind, onChange: () => void, extras = async (): Promise<CaptureOptions> => ({})) {
    this.kind = kind;
    this.#onChange = onChange;
    this.#extras = extras;
    this.#wish = new WishedDevice(kind);
  }

  get state(): OwnDeviceState {
    return this.#state;
  }

  async want(wanted: boolean): Promise<void> {
    if (wanted && this.#state.held) return;
    this.#change({ wanted, trouble: null, silenced: false });
    await this.#settle();
  }

  dismissTrouble(): void {
    this.#change({ trouble: null });
  }

  dismissNews(): void {
    const { used, news } = this.#state;
    if (news === null) return;
    if (news.kind === 'back') this.#wish.settleFor(used);
    this.#change({ news: news.kind === 'back' ? null : { ...news, seen: true } });
  }

  /** The device that was missed is to be used again. */
  async comeBack(): Promise<void> {
    const { news, used } = this.#state;
    if (news?.kind !== 'back') return;
    await this.choose(news.id);
    if (!used) await this.want(true);
  }

  /** The person chose a device. */
  async choose(id: string): Promise<void> {
    this.#wish.choose(id);
    await this.adapt();
  }

  /** The preferences changed: what is on goes on in the new way. */
  adapt(): Promise<void> {
    this.#adapting = this.#adapting.then(() => this.#adapt());
    return this.#adapting;
  }

  /** Something keeps the device off, or does so no more. It never goes on again by itself. */
  async hold(why: Hold, on: boolean): Promise<void> {
    if (this.#holds.has(why) === on) return;
    if (on) this.#holds.add(why);
    else this.#holds.delete(why);
    const held = this.#holds.has('locked') ? 'locked' : this.#holds.has('audio_only') ? 'audio_only' : null;
    this.#change({ held });
    if (held && this.#state.wanted) await this.want(false);
  }

  /** From now on what is wanted is sent, or, with null, only shown here. */
  async bind(connection: MediaConnection | null): Promise<void> {
    // What an earlier connection sent is stopped with it; a preview goes on, and is what the connection sends.
    if (this.#connection !== null && this.#connection !== connection) {
      // One that was carried here while it was off is sent by nobody.
      this.#state.track?.stop();
      this.#change({ track: null });
    }
    this.#connection = connection;
    await this.#settle();
  }

  /** What is sent, or is open and muted, goes on by another connection: the device is not opened anew. */
  async carry(connection: MediaConnection): Promise<void> {
    const before = this.#connection;
    const track = this.#track;
    this.#connection = connection;
    // A camera that is off is at its end, and its light is out: it is opened when it is wanted.
    const goesOn = isLive(track);
    if (track) await before?.letGo(track).catch(() => undefined);
    if (!goesOn) track?.stop();
    if (this.#connection !== connection) return;
    this.#change({ track: goesOn ? track : null });
    await this.#settle();
  }

  /** What there is to choose from has changed. */
  offer(choices: readonly DeviceChoice[]): void {
    this.#wish.offer(choices);
    this.#change({});
  }

  /** Somebody else, or the device's own end, may have turned off what is sent: then the button says so. */
  look(): void {
    const connection = this.#connection;
    if (this.#settling || !this.#state.wanted || connection?.link !== 'connected' || this.#isOn) return;
    // The engine took it away: it is sent again where it may be, as when a lock of before came there late.
    if (!connection.isMuted(this.kind)) void this.#settle();
    else if (this.#ended) void this.#replace();
    else this.#change({ wanted: false, silenced: true });
  }

  /** Lets go of the device. */
  release(): void {
    this.#state.track?.stop();
    this.#connection = null;
    this.#change(OFF);
  }

  get #track(): LocalTrack | null {
    return this.#connection?.ownTrack(this.kind) ?? this.#state.track;
  }

  get #isOn(): boolean {
    if (this.#connection) return this.#connection.isSending(this.kind);
    return this.#state.track !== null;
  }

  async #settle(): Promise<void> {
    const running = this.#settling;
    // A wish may have come too late for a round that is about to end: then it gets its own.
    if (running) return running.then(() => this.#settle());
    this.#settling = this.#bringAbout().finally(() => {
      this.#settling = null;
      this.#change({ busy: false, track: this.#track });
    });
    await this.#settling;
  }

  async #bringAbout(): Promise<void> {
    let inVain = false;
    while (this.#isOn !== this.#state.wanted) {
      this.#change({ busy: true });
      const { wanted } = this.#state;
      const connection = this.#connection;
      try {
        if (connection) await this.#send(connection, wanted);
        else await this.#preview(wanted);
      } catch (error) {
        // A connection that went away in between is no fault of the device: the next one gets the same wish.
        if (connection !== this.#connection) continue;
        if (connection && connection.link !== 'connected') return;
        this.#fail(error);
        return;
      }
      if (connection !== this.#connection) await this.#fetchFrom(connection);
      if (connection !== this.#connection || wanted !== this.#state.wanted || wanted === this.#isOn) continue;
      if (connection?.link !== 'connected') return;
      // A lock of before may take away what was just turned on: once more. After that the button says what is true.
      if (inVain) this.#change({ wanted: !wanted });
      inVain = true;
    }
  }

  /** What was opened for a connection that was left meanwhile is sent by the next one, or is open for nobody. */
  async #fetchFrom(left: MediaConnection | null): Promise<void> {
    const track = left?.ownTrack(this.kind);
    if (!left || !track) return;
    await left.letGo(track).catch(() => undefined);
    if (isLive(track) && this.#connection && this.#state.wanted && !this.#track) this.#change({ track });
    else track.stop();
  }

  async #send(connection: MediaConnection, on: boolean): Promise<void> {
    // A right may come a moment after the word that one has it; where it does not come, the room says why.
    if (on && !(await connection.mayTurnOn(this.kind, RIGHT_PATIENCE))) {
      // It cannot come by a connection that has ended meanwhile: the next one gets the same wish.
      if (connection === this.#connection && connection.link === 'connected') this.#change({ wanted: false });
      return;
    }
    // Whoever thought better of it in the meantime is not heard for that moment either.
    if (this.#state.wanted !== on) return;
    // A track that the engine took away, as where a host locked it, is at its end: then the device is opened anew.
    const preview = isLive(this.#state.track) ? this.#state.track : null;
    if (on && preview && !connection.ownTrack(this.kind)) {
      await connection.publish(preview);
      return;
    }
    const options = on ? { ...(await this.#extras()), ...this.#options() } : {};
    await connection.send(this.kind, on, options).catch((error: unknown) => {
      if (!on || !forgetDevice(connection.ownTrack(this.kind), error)) throw error;
      return connection.send(this.kind, on, options);
    });
  }

  async #preview(on: boolean): Promise<void> {
    if (!on) {
      this.#state.track?.stop();
      this.#change({ track: null });
      return;
    }
    const extras = await this.#extras();
    this.#change({ track: await openDevice(this.kind, { ...extras, ...this.#options() }) });
  }

  async #adapt(): Promise<void> {
    const track = this.#track;
    if (!track) return;
    const before = this.#state.used;
    const goesBy = JSON.stringify(captureOptions(this.kind, preferences()));
    if (this.#wish.isMetBy(before) && this.#goesBy === goesBy) return;
    try {
      await adaptTrack(track, this.#options());
    } catch (error) {
      this.#change({ trouble: deviceTrouble(error, devicesOffered()) });
      // Rather with what worked before than without.
      if (before) this.#wish.choose(before.id);
      await restartTrack(track, this.#options()).catch(() => this.#lose());
    }
    this.#change({});
  }

  /** How to open it now. */
  #options(): CaptureOptions {
    this.#goesBy = JSON.stringify(captureOptions(this.kind, preferences()));
    return this.#wish.options(this.#state.used);
  }

  #follow(track: LocalTrack | null): void {
    if (track === this.#followed) return;
    this.#followed?.off(TrackEvent.Ended, this.#onEnded).off(TrackEvent.Restarted, this.#onRestarted);
    this.#followed = track;
    track?.on(TrackEvent.Ended, this.#onEnded).on(TrackEvent.Restarted, this.#onRestarted);
  }

  readonly #onRestarted = (): void => {
    this.#ended = false;
    this.#change({});
  };

  /** The device went away. For what is sent, the engine tries another one by itself, and mutes where there is none. */
  readonly #onEnded = async (): Promise<void> => {
    this.#ended = true;
    this.#wish.lose(this.#state.used);
    const track = this.#followed;
    if (!track || this.#connection?.ownTrack(this.kind) === track) return;
    const { deviceId: _gone, ...any } = this.#options();
    await track.restartTrack(any).catch(() => this.#lose());
  };

  /** The engine found nothing in the place of the device that went away, because it looked for that one. */
  async #replace(): Promise<void> {
    this.#ended = false;
    await this.#settle();
    if (!this.#state.wanted) await this.#lose();
  }

  async #lose(): Promise<void> {
    this.#ended = false;
    if (!this.#connection) this.#state.track?.stop();
    const track = this.#connection ? this.#track : null;
    this.#change({ wanted: false, track, trouble: null, news: { kind: 'gone', seen: false } });
    await this.#settle();
    if (await isForbidden(this.kind)) this.#change({ news: null, trouble: 'denied' });
  }

  #fail(error: unknown): void {
    // That one is no fault of the device, and told by itself.
    const trouble = error instanceof BlurError ? null : deviceTrouble(error, devicesOffered());
    this.#change({ wanted: false, trouble });
  }

  #change(changes: Partial<OwnDeviceState>): void {
    const state = { ...this.#state, ...changes };
    this.#follow(state.track);
    const used = usedDevice(state.track, this.#state.used);
    this.#state = { ...state, used, news: this.#wish.news(state.news, used) };
    this.#onChange();
  }
}
