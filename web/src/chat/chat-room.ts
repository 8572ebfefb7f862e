import { applyToMessage, type Message, type SessionEvent, type User } from '@lectern/contract';
import { postMessage, readOlderMessages, uploadAttachment } from '#api/chat.ts';
import { queries } from '#api/queries.ts';
import type { SessionStore } from '#live/session-store.ts';
import { sessionStore } from '#live/use-session.ts';
import type { Pending } from './kept-outbox.ts';
import { type LoadedMessages, MessageList } from './message-list.ts';
import { Outbox } from './outbox.ts';
import { outboxKey } from './outbox-key.ts';
import { type Upload, Uploads } from './uploads.ts';

/** All that the panel shows of the chat, besides what the view says. */
export interface ChatState extends LoadedMessages {
  pending: readonly Pending[];
  uploads: readonly Upload[];
  /** Everybody whose name one has come across, also those who are gone. */
  people: ReadonlyMap<number, User>;
}

/** What it needs of the session it belongs to. */
export type FollowedSession = Pick<SessionStore, 'session_id' | 'getFeed' | 'subscribe' | 'onEvent'>;

/** The chat of one session as this tab has it; it outlives the panel, so that what is on its way is not lost with it. */
export class ChatRoom {
  readonly store: FollowedSession;
  readonly account_id: number;
  readonly list: MessageList;
  readonly outbox: Outbox;
  readonly uploads: Uploads;
  readonly #readers = new Set<() => void>();
  readonly #undo: (() => void)[];
  #state: ChatState;
  #insideBefore = false;
  #currentBefore = false;

  constructor(store: FollowedSession, account_id: number) {
    const { session_id } = store;
    this.store = store;
    this.account_id = account_id;
    const changed = () => this.#changed();
    this.#state = {
      messages: [],
      has_older: false,
      loading: false,
      error: null,
      pending: [],
      uploads: [],
      people: new Map(),
    };
    this.list = new MessageList((before) => readOlderMessages(session_id, before, this.#breakoutId()), changed);
    this.uploads = new Uploads((file, how) => uploadAttachment(session_id, file, how), changed);
    this.outbox = new Outbox({
      account_id,
      post: (body, key) => postMessage(session_id, body, key),
      isInside: () => this.#isInside(),
      storage: sessionStorage,
      storageKey: outboxKey(account_id, session_id),
      onChange: changed,
    });
    const wake = () => this.outbox.wake();
    window.addEventListener('online', wake);
    this.#undo = [
      () => window.removeEventListener('online', wake),
      store.subscribe(() => this.#onFeed()),
      store.onEvent((event) => this.#onEvent(event)),
    ];
    this.#onFeed();
  }

  readonly getState = (): ChatState => this.#state;

  readonly subscribe = (reader: () => void): (() => void) => {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  };

  readonly find = (message_id: number): Message | undefined =>
    this.list.loaded.messages.find((one) => one.id === message_id);

  /** Loads pages until a message is there; false where it does not come. */
  async reach(message_id: number): Promise<boolean> {
    for (;;) {
      if (this.find(message_id)) return true;
      const oldest = this.list.loaded.messages[0];
      if (!oldest || oldest.id < message_id) return false;
      if (!(await this.list.loadOlder())) return false;
    }
  }

  stop(): void {
    this.outbox.stop();
    for (const one of this.#undo) one();
  }

  #onFeed(): void {
    const feed = this.store.getFeed();
    if (feed.kind !== 'open') return;
    if (feed.view.room) {
      // Before the list is shown with it: a message of one's own takes the place of the one that was on its way.
      const known = this.list.newestId;
      for (const one of feed.view.room.messages) if (one.id > known) this.outbox.arrived(one);
      this.list.take(feed.view.room);
    }
    const inside = this.#isInside();
    if ((inside && !this.#insideBefore) || (feed.current && !this.#currentBefore)) this.outbox.wake();
    this.#insideBefore = inside;
    this.#currentBefore = feed.current;
  }

  #onEvent(event: SessionEvent): void {
    if (event.type !== 'chat.edited' && event.type !== 'chat.deleted' && event.type !== 'chat.reacted') return;
    this.list.apply(event);
    // Those that were fetched one by one, to be quoted.
    queries.setQueryData<Message>(['message', event.data.message_id], (known) => known && applyToMessage(known, event));
  }

  /** Whose messages these are: of the main room, or of the breakout one is in. */
  #breakoutId(): number | null {
    const feed = this.store.getFeed();
    return feed.kind === 'open' ? (feed.view.room?.breakout_id ?? null) : null;
  }

  #isInside(): boolean {
    const feed = this.store.getFeed();
    return feed.kind === 'open' && feed.view.my_stay?.ended === null;
  }

  #changed(): void {
    if (!this.outbox) return;
    this.outbox.settle(this.list.newestId);
    const { messages } = this.list.loaded;
    const people = messages === this.#state.messages ? this.#state.people : withAuthors(this.#state.people, messages);
    this.#state = { ...this.list.loaded, pending: this.outbox.pending, uploads: this.uploads.items, people };
    for (const reader of this.#readers) reader();
  }
}

/** The same map where nobody new is among them, so that what is drawn from it is not drawn again. */
function withAuthors(people: ReadonlyMap<number, User>, messages: readonly Message[]): ReadonlyMap<number, User> {
  const fresh = messages.filter(({ user }) => !people.has(user.id));
  return fresh.length === 0 ? people : new Map([...people, ...fresh.map(({ user }) => [user.id, user] as const)]);
}

const rooms = new Map<number, ChatRoom>();

/** This tab's one chat of a session. */
export function chatRoom(session_id: number, account_id: number): ChatRoom {
  const store = sessionStore(session_id);
  const known = rooms.get(session_id);
  if (known?.store === store && known.account_id === account_id) return known;
  known?.stop();
  const made = new ChatRoom(store, account_id);
  rooms.set(session_id, made);
  return made;
}
