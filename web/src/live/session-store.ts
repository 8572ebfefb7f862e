import {
  applyEvent,
  type DeliveredEvent,
  type ErrorCode,
  type Heard,
  type MoveExpected,
  type Place,
  PROTOCOL_VERSION,
  type PresenceChange,
  type Reacted,
  type SessionEvent,
  type SessionView,
  type Spoke,
  type Subscribed,
} from '@lectern/contract';
import { mergePresence, type PresenceList } from './presence-list.ts';
import type { LinkState, RealtimeLink } from './realtime-link.ts';
import { retryDelay } from './retry-delay.ts';
import { Witnesses } from './witnesses.ts';

/** What this tab knows of one session. */
export type SessionFeed =
  /** `lost`: the server was not reached yet. */
  | { kind: 'loading'; lost: boolean }
  /** `current` is false while the connection is lost: the view may be old. `clock_offset`: server time minus ours. */
  | { kind: 'open'; view: SessionView; presence: PresenceList; clock_offset: number; current: boolean }
  | { kind: 'refused'; code: ErrorCode }
  /** This page is of another version than the server. */
  | { kind: 'outdated' };

export type OpenFeed = Extract<SessionFeed, { kind: 'open' }>;

/** How many events are kept for witnesses that come later. */
const KEPT_EVENTS = 100;

/**
 * Follows one session: asks for what is missing, folds events in, and never loses or doubles one. Events that arrive
 * while a question is open are held back and folded in after its answer.
 */
export class SessionStore {
  readonly session_id: number;
  readonly #link: RealtimeLink;
  readonly #readers = new Set<() => void>();
  readonly #witnesses = new Witnesses<SessionEvent>();
  #feed: SessionFeed = { kind: 'loading', lost: false };
  readonly #reactionWitnesses = new Witnesses<Reacted>();
  readonly #heardWitnesses = new Witnesses<Heard>();
  readonly #spokeWitnesses = new Witnesses<Spoke>();
  readonly #expectedWitnesses = new Witnesses<MoveExpected>();
  #place: Place = 'page';
  #hidden: boolean;
  #stopListening: (() => void) | null = null;
  #asking = false;
  #askAgain = false;
  #failures = 0;
  #held: DeliveredEvent[] = [];
  #recent: readonly SessionEvent[] = [];
  #firstRole: SessionView['role'] | null = null;
  /** Up to which event of the log witnesses were told; what came before this page is nothing new to it. */
  #told = 0;
  #presence: PresenceList = new Map();

  constructor(link: RealtimeLink, session_id: number, hidden = false) {
    this.#link = link;
    this.#hidden = hidden;
    this.session_id = session_id;
  }

  readonly getFeed = (): SessionFeed => this.#feed;

  readonly subscribe = (reader: () => void): (() => void) => {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  };

  /** Tells of each event as it is folded in: for what should be said aloud, not for what is shown. */
  onEvent(witness: (event: SessionEvent) => void): () => void {
    return this.#witnesses.add(witness);
  }

  /** The last events that were told, the oldest first: for witnesses whose code was still on its way when they came. */
  getRecentEvents(): readonly SessionEvent[] {
    return this.#recent;
  }

  /** What one was to the session when this page first knew it; null before that. */
  getFirstRole(): SessionView['role'] | null {
    return this.#firstRole;
  }

  /** Tells of each reaction as it comes; it is kept nowhere. */
  onReacted(witness: (reacted: Reacted) => void): () => void {
    return this.#reactionWitnesses.add(witness);
  }

  /** Tells of each listener who says whether our sound reaches them; it is kept nowhere. */
  onHeard(witness: (heard: Heard) => void): () => void {
    return this.#heardWitnesses.add(witness);
  }

  /** Says whose sound does not reach us, and whose does again. */
  tellHearing(missing: number[], again: number[]): void {
    this.#link.hearing({ session_id: this.session_id, missing, again });
  }

  /** Tells a host of who begins and ends to speak in a breakout; it is kept nowhere. */
  onSpoke(witness: (spoke: Spoke) => void): () => void {
    return this.#spokeWitnesses.add(witness);
  }

  /** Tells of a room to which we may soon be called; it is kept nowhere. */
  onMoveExpected(witness: (expected: MoveExpected) => void): () => void {
    return this.#expectedWitnesses.add(witness);
  }

  /** Says whether we are speaking. */
  tellSpeaking(on: boolean): void {
    this.#link.speaking({ session_id: this.session_id, on });
  }

  open(): void {
    if (this.#stopListening) return;
    this.#stopListening = this.#link.listen(this.session_id, {
      onState: (state) => this.#onLink(state),
      onEvent: (event) => this.#onEvent(event),
      onView: (view) => this.#show(view),
      onPresence: (change) => this.#onPresence(change),
      onReacted: this.#reactionWitnesses.tell,
      onHeard: this.#heardWitnesses.tell,
      onSpoke: this.#spokeWitnesses.tell,
      onMoveExpected: this.#expectedWitnesses.tell,
      onClosed: ({ code }) => this.#become({ kind: 'refused', code }),
    });
    if (this.#link.state === 'connected') void this.#ask();
  }

  close(): void {
    this.#stopListening?.();
    this.#stopListening = null;
    if (this.#feed.kind === 'open') this.#feed = { ...this.#feed, current: false };
  }

  /** There is reason to hope: a connection that is lost is tried again at once. */
  tryNow(): void {
    this.#link.tryNow();
  }

  /** Where in the session this tab is. */
  moveTo(place: Place): void {
    if (this.#place === place) return;
    this.#place = place;
    this.#tellPlace();
  }

  /** Whether this tab is out of sight. */
  setHidden(hidden: boolean): void {
    if (this.#hidden === hidden) return;
    this.#hidden = hidden;
    this.#tellPlace();
  }

  #tellPlace(): void {
    this.#link.move({ session_id: this.session_id, place: this.#place, hidden: this.#hidden });
  }

  #onPresence(change: PresenceChange): void {
    // It follows the answer to the question it belongs to, which may still be on its way into the feed.
    this.#presence = mergePresence(this.#presence, change);
    if (this.#feed.kind === 'open') this.#become({ ...this.#feed, presence: this.#presence });
  }

  #onLink(state: LinkState): void {
    switch (state) {
      case 'connected':
        void this.#ask();
        return;
      case 'signed_out':
        this.#become({ kind: 'refused', code: 'not_authenticated' });
        return;
      case 'connecting':
      case 'lost':
        if (this.#feed.kind === 'open') this.#become({ ...this.#feed, current: false });
        if (this.#feed.kind === 'loading') this.#become({ kind: 'loading', lost: state === 'lost' });
        return;
      default:
        state satisfies never;
    }
  }

  async #ask(): Promise<void> {
    if (this.#asking) {
      this.#askAgain = true;
      return;
    }
    this.#asking = true;
    this.#askAgain = false;
    const after = this.#feed.kind === 'open' ? this.#feed.view.seq : null;
    const place = this.#place;
    const hidden = this.#hidden;
    const answer = await this.#link
      .subscribe({ version: PROTOCOL_VERSION, session_id: this.session_id, after, place, hidden })
      .catch(() => null);
    this.#asking = false;
    if (!this.#stopListening) return;
    if (place !== this.#place || hidden !== this.#hidden) this.#tellPlace();
    if (answer && !(answer.kind === 'refused' && answer.code === 'service_unavailable')) this.#take(answer);
    else if (this.#link.state === 'connected') this.#askLater();
    if (this.#askAgain) void this.#ask();
  }

  #askLater(): void {
    setTimeout(() => this.#stopListening && void this.#ask(), retryDelay(++this.#failures, Math.random()));
  }

  #take(answer: Subscribed): void {
    this.#failures = 0;
    switch (answer.kind) {
      case 'refused':
        this.#become({ kind: 'refused', code: answer.code });
        return;
      case 'reload':
        this.#become({ kind: 'outdated' });
        return;
      case 'view':
      case 'events': {
        const clock_offset = Date.parse(answer.server_time) - Date.now();
        if (answer.kind === 'view') {
          this.#told = answer.view.seq;
          this.#show(answer.view, clock_offset);
        } else if (this.#feed.kind === 'open') {
          this.#become({ ...this.#feed, clock_offset, current: true });
          this.#fold(answer.events);
        }
        this.#fold(this.#held.splice(0));
        return;
      }
      default:
        answer satisfies never;
    }
  }

  #onEvent(event: DeliveredEvent): void {
    if (this.#asking || this.#feed.kind !== 'open') this.#held.push(event);
    else this.#fold([event]);
  }

  #fold(events: readonly DeliveredEvent[]): void {
    if (this.#feed.kind !== 'open') return;
    let view = this.#feed.view;
    const news: SessionEvent[] = [];
    let gap = false;
    for (const event of events) {
      const applied = applyEvent(view, event);
      if (applied.outcome === 'gap') gap = true;
      if (applied.outcome === 'applied') view = applied.view;
      // A whole view comes before what brought it and what happened until it was read: those are in it, and not told yet.
      if (applied.outcome === 'gap' || event.seq <= this.#told) continue;
      this.#told = event.seq;
      if (event.type !== 'concealed') news.push(event);
    }
    if (view !== this.#feed.view) this.#become({ ...this.#feed, view });
    this.#recent = [...this.#recent, ...news].slice(-KEPT_EVENTS);
    for (const event of news) this.#witnesses.tell(event);
    if (gap) void this.#ask();
  }

  #show(view: SessionView, clock_offset?: number): void {
    const known = this.#feed.kind === 'open' ? this.#feed : { clock_offset: 0 };
    this.#firstRole ??= view.role;
    this.#become({
      kind: 'open',
      view,
      presence: this.#presence,
      clock_offset: clock_offset ?? known.clock_offset,
      current: true,
    });
  }

  #become(feed: SessionFeed): void {
    this.#feed = feed;
    for (const reader of this.#readers) reader();
  }
}
