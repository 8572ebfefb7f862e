import { applyToMessage, type Message, type MessageEvent, type RoomView } from '@lectern/contract';

/** A page of older messages, newest first, as the server gives it. */
export interface OlderPage {
  items: readonly Message[];
  next: string | null;
}

export interface LoadedMessages {
  /** Oldest first, without a hole. */
  messages: readonly Message[];
  has_older: boolean;
  loading: boolean;
  /** Why the last page did not come. */
  error: unknown;
}

/** This many are kept where nobody reads further up: a class writes thousands. */
const KEPT = 200;
/** Not at each message, but when so many more have come. */
const TRIM_AT = 250;

/**
 * The messages this tab has of one session: the latest, which the view brings, and the pages before them that were asked
 * for. Where what comes does not join what is there, the older part is dropped and asked for again, so that what is shown
 * never has a hole nor shows what was deleted meanwhile.
 */
export class MessageList {
  readonly #read: (before: number) => Promise<OlderPage>;
  readonly #onChange: () => void;
  #loaded: LoadedMessages = { messages: [], has_older: false, loading: false, error: null };
  #latest: readonly Message[] = [];
  /** Changes whenever the older part was dropped: a page asked for before that does not join any more. */
  #epoch = 0;
  /** What happened while a page was on its way. */
  #meanwhile: MessageEvent[] = [];

  constructor(read: (before: number) => Promise<OlderPage>, onChange: () => void) {
    this.#read = read;
    this.#onChange = onChange;
  }

  get loaded(): LoadedMessages {
    return this.#loaded;
  }

  get newestId(): number {
    return this.#loaded.messages.at(-1)?.id ?? 0;
  }

  /** The view's messages as they are now. */
  take({ messages, has_older_messages }: Pick<RoomView, 'messages' | 'has_older_messages'>): void {
    if (messages === this.#latest) return;
    const before = this.#latest;
    this.#latest = messages;
    const first = messages[0];
    if (!first || !continues(before, messages)) {
      this.#epoch += 1;
      this.#become({ messages, has_older: has_older_messages, loading: false, error: null });
      return;
    }
    const older = this.#loaded.messages.filter((one) => one.id < first.id);
    this.#become({ ...this.#loaded, messages: [...older, ...messages] });
  }

  /** A change of a message that may be among the older ones; those of the view come by the view. */
  apply(event: MessageEvent): void {
    if (this.#loaded.loading) this.#meanwhile.push(event);
    const { messages } = this.#loaded;
    const index = messages.findIndex((one) => one.id === event.data.message_id);
    const known = messages[index];
    const first = this.#latest[0];
    if (!known || (first && known.id >= first.id)) return;
    this.#become({ ...this.#loaded, messages: messages.with(index, applyToMessage(known, event)) });
  }

  /** Asks for the page before the oldest; false where nothing came of it. */
  async loadOlder(): Promise<boolean> {
    const oldest = this.#loaded.messages[0];
    if (!oldest || this.#loaded.loading || !this.#loaded.has_older) return false;
    const epoch = this.#epoch;
    this.#meanwhile = [];
    this.#become({ ...this.#loaded, loading: true, error: null });
    try {
      const page = await this.#read(oldest.id);
      if (epoch !== this.#epoch) return false;
      const items = page.items.map((one) => this.#meanwhile.reduce(applyToMessage, one)).reverse();
      this.#become({
        messages: [...items, ...this.#loaded.messages],
        has_older: page.next !== null,
        loading: false,
        error: null,
      });
      return true;
    } catch (error) {
      if (epoch === this.#epoch) this.#become({ ...this.#loaded, loading: false, error });
      return false;
    }
  }

  /** For when the end is being looked at: lets go of what is far above it. */
  trim(): void {
    const { messages, loading } = this.#loaded;
    if (loading || messages.length <= TRIM_AT) return;
    this.#become({ ...this.#loaded, messages: messages.slice(-KEPT), has_older: true });
  }

  #become(loaded: LoadedMessages): void {
    this.#loaded = loaded;
    this.#onChange();
  }
}

/**
 * Whether `after` came about from `before` by single events: then what they share is the very same, except the one that
 * changed. A whole new view shares nothing, and nobody knows what has happened to older messages until then.
 */
function continues(before: readonly Message[], after: readonly Message[]): boolean {
  if (before.length === 0) return false;
  const same = new Set(before);
  return after.some((one) => same.has(one));
}
