import { prefer, preferences } from '#settings/preferences.ts';
import { type CaptureOptions, captureOptions, wishedId } from './capture-options.ts';
import type { DeviceChoice } from './device-lists.ts';
import { type DeviceNews, deviceNews } from './device-news.ts';
import type { DeviceKind } from './media-connection.ts';

/** Which microphone or camera the person would have: what they chose, or what they had until it went away. */
export class WishedDevice {
  readonly #kind: DeviceKind;
  /** What went away while it was used, until the person is content with something else. */
  #lost: DeviceChoice | null = null;
  #choices: readonly DeviceChoice[] = [];

  constructor(kind: DeviceKind) {
    this.#kind = kind;
  }

  choose(id: string): void {
    this.#lost = null;
    prefer(this.#kind === 'microphone' ? { microphone_id: id } : { camera_id: id });
  }

  offer(choices: readonly DeviceChoice[]): void {
    this.#choices = choices;
  }

  lose(used: DeviceChoice | null): void {
    this.#lost ??= used;
  }

  /** The person does not want back what they had. */
  settleFor(used: DeviceChoice | null): void {
    this.#lost = null;
    if (used) this.choose(used.id);
  }

  /** How to open it: the one that is wished while it is there, else what is used, or any. */
  options(used: DeviceChoice | null): CaptureOptions {
    const { deviceId, ...others } = captureOptions(this.#kind, preferences());
    const missing = this.#choices.length > 0 && !this.#choices.some(({ id }) => id === deviceId);
    const id = missing ? used?.id : deviceId;
    return id === undefined ? others : { ...others, deviceId: id };
  }

  isMetBy(used: DeviceChoice | null): boolean {
    const id = wishedId(this.#kind, preferences());
    return id === null || id === used?.id;
  }

  news(before: DeviceNews | null, used: DeviceChoice | null): DeviceNews | null {
    const id = wishedId(this.#kind, preferences());
    const wish = this.#lost ?? (id === null ? null : { id, label: null });
    return deviceNews(before, { wish, used, choices: this.#choices });
  }
}
