import { prefer, preferences } from '#settings/preferences.ts';
import type { DeviceChoice } from './device-lists.ts';
import { type DeviceNews, deviceNews } from './device-news.ts';
import type { MediaConnection } from './media-connection.ts';

export interface OwnSpeakerState {
  /** What the others are heard through; null: whatever the system uses. */
  used: DeviceChoice | null;
  news: DeviceNews | null;
}

/** What the others are heard through: what the person chose while it is there, else what there is. */
export class OwnSpeaker {
  readonly #onChange: () => void;
  #state: OwnSpeakerState = { used: null, news: null };
  #choices: readonly DeviceChoice[] = [];
  #connection: MediaConnection | null = null;
  /** What was chosen and is not there, by the name it had. */
  #missed: DeviceChoice | null = null;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get state(): OwnSpeakerState {
    return this.#state;
  }

  choose(id: string): void {
    this.#missed = null;
    prefer({ speaker_id: id });
    this.adapt();
  }

  /** The preferences changed. */
  adapt(): void {
    this.#use(this.#choices.find(({ id }) => id === preferences().speaker_id) ?? null);
  }

  comeBack(): void {
    if (this.#state.news?.kind === 'back') this.choose(this.#state.news.id);
  }

  dismissNews(): void {
    const { used, news } = this.#state;
    if (news?.kind === 'back' && used) this.choose(used.id);
    else if (news && news.kind !== 'back') this.#change({ news: { ...news, seen: true } });
  }

  offer(choices: readonly DeviceChoice[]): void {
    this.#choices = choices;
    const { speaker_id } = preferences();
    const { used } = this.#state;
    // Without names nothing is known yet, and without a wish the system sees to it.
    if (speaker_id === null || choices.length === 0) return;
    if (used !== null && !choices.some(({ id }) => id === used.id)) {
      this.#missed ??= used;
      this.#use(choices[0] ?? null);
    } else if (used === null) {
      this.#use(choices.find(({ id }) => id === speaker_id) ?? choices[0] ?? null);
    } else this.#change({});
  }

  bind(connection: MediaConnection | null): void {
    this.#connection = connection;
    if (this.#state.used) this.#use(this.#state.used);
  }

  #use(used: DeviceChoice | null): void {
    this.#change({ used });
    if (used) void this.#connection?.playThrough(used.id).catch(() => undefined);
  }

  #change(changes: Partial<OwnSpeakerState>): void {
    const state = { ...this.#state, ...changes };
    const { speaker_id } = preferences();
    const wish = this.#missed ?? (speaker_id === null ? null : { id: speaker_id, label: null });
    this.#state = { ...state, news: deviceNews(state.news, { wish, used: state.used, choices: this.#choices }) };
    this.#onChange();
  }
}
