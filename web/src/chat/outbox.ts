import type { Message, MessageCreate } from '@lectern/contract';
import { ApiError, type FailureCode, failureCode } from '#api/api-error.ts';
import { randomKey } from '#ui/random-key.ts';
import { keepOutbox, type OutboxStorage, type Outgoing, type Pending, readOutbox } from './kept-outbox.ts';

export interface OutboxParts {
  account_id: number;
  post: (body: MessageCreate, key: string) => Promise<Message>;
  /** Whether this account is in the room now; what is written before one is back in waits. */
  isInside: () => boolean;
  storage: OutboxStorage;
  storageKey: string;
  onChange: () => void;
  now?: () => number;
  random?: () => number;
}

const LONGEST_WAIT = 15_000;
/** How often it may be that one is not let back in yet after having been away. */
const TRIES_OUTSIDE = 8;

/**
 * The messages on their way, one at a time and in the order they were written. What fails by itself is tried again by
 * itself, with the same key each time, so that nothing is sent twice; what the server refuses waits for its writer.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  #pending: readonly Pending[];
  #sending = false;
  #stopped = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #keys = new Map<number, string>();

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#pending = readOutbox(parts.storage, parts.storageKey, this.#now());
    this.wake();
  }

  get pending(): readonly Pending[] {
    return this.#pending;
  }

  /** Which key each message was sent with in this tab, by its id: what is drawn for it stays the same thing. */
  get keys(): ReadonlyMap<number, string> {
    return this.#keys;
  }

  send(outgoing: Outgoing): void {
    const made: Pending = {
      ...outgoing,
      key: randomKey(),
      at: this.#now(),
      tried: false,
      state: 'sending',
      error: null,
      became: null,
      answered: false,
    };
    this.#become([...this.#pending, made]);
    void this.#next();
  }

  /** Once more, with the same key. */
  retry(key: string): void {
    this.#change(key, { state: 'sending', error: null });
    this.wake();
  }

  remove(key: string): void {
    this.#become(this.#pending.filter((one) => one.key !== key));
    void this.#next();
  }

  /** For when there is reason to hope: back online, back in the room. */
  wake(): void {
    this.#failures = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void this.#next();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** A message of this account came as an event: if it is one of these, it is not shown twice from now on. */
  arrived(message: Message): void {
    if (message.user.id !== this.#parts.account_id) return;
    if (this.#pending.some((one) => one.became?.id === message.id)) return;
    const found = this.#pending.find((one) => one.tried && one.became === null && isSame(one, message));
    if (found) this.#becomes(found.key, message, {});
  }

  /** Lets go of those that the list has by now. */
  settle(newest_id: number): void {
    const left = this.#pending.filter((one) => !(one.answered && one.became && one.became.id <= newest_id));
    if (left.length < this.#pending.length) this.#become(left);
  }

  async #next(): Promise<void> {
    if (this.#sending || this.#stopped || this.#timer) return;
    const next = this.#pending.find((one) => !one.answered && one.state !== 'failed');
    if (!next || !this.#parts.isInside()) return;
    this.#sending = true;
    this.#change(next.key, { tried: true, state: next.became ? next.state : 'sending' });
    const { text, to, reply_to, attachments } = next;
    const body = {
      text,
      to: to?.id ?? null,
      reply_to: reply_to?.id ?? null,
      attachments: attachments.map((one) => one.id),
    };
    try {
      const message = await this.#parts.post(body, next.key);
      this.#failures = 0;
      this.#becomes(next.key, message, { answered: true, error: null });
    } catch (error) {
      this.#failed(next.key, error);
    } finally {
      this.#sending = false;
    }
    void this.#next();
  }

  #failed(key: string, error: unknown): void {
    this.#failures += 1;
    if (!isPassingForChat(failureCode(error), this.#failures)) {
      this.#failures = 0;
      this.#change(key, { state: 'failed', error });
      return;
    }
    this.#change(key, { state: 'waiting', error });
    if (this.#stopped) return;
    const wait = waitBefore(this.#failures, error, (this.#parts.random ?? Math.random)());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#next();
    }, wait);
  }

  #becomes(key: string, message: Message, changes: Partial<Pending>): void {
    // Another tab of this account may have sent the very same words: then the answer says which one it was.
    const before = this.#pending.find((one) => one.key === key)?.became;
    if (before && before.id !== message.id) this.#keys.delete(before.id);
    this.#keys.set(message.id, key);
    this.#change(key, { ...changes, became: message });
  }

  #change(key: string, changes: Partial<Pending>): void {
    this.#become(this.#pending.map((one) => (one.key === key ? { ...one, ...changes } : one)));
  }

  #become(pending: readonly Pending[]): void {
    this.#pending = pending;
    keepOutbox(this.#parts.storage, this.#parts.storageKey, pending);
    this.#parts.onChange();
  }

  #now(): number {
    return (this.#parts.now ?? Date.now)();
  }
}

/** Those that pass by themselves. What broke on the server itself is told, and tried again when its writer wants to. */
function isPassingForChat(code: FailureCode, failures: number): boolean {
  if (code === 'not_in_session') return failures <= TRIES_OUTSIDE;
  return code === 'unreachable' || code === 'service_unavailable' || code === 'too_many_requests';
}

/** Twice as long each time, and not the whole class at once. */
export function waitBefore(failures: number, error: unknown, random: number): number {
  const asked = error instanceof ApiError && error.retryAfter !== null ? error.retryAfter * 1_000 : 0;
  const backOff = Math.min(500 * 2 ** failures, LONGEST_WAIT) * (0.5 + random / 2);
  return Math.max(asked, backOff);
}

function isSame(pending: Pending, message: Message): boolean {
  return (
    pending.text === message.text &&
    (pending.to?.id ?? null) === (message.to?.id ?? null) &&
    (pending.reply_to?.id ?? null) === (message.reply_to?.id ?? null) &&
    pending.attachments.length === message.attachments.length &&
    pending.attachments.every((one) => message.attachments.some((other) => other.id === one.id))
  );
}
