import {
  applyEvent,
  type DeliveredEvent,
  type ErrorCode,
  type Place,
  PROTOCOL_VERSION,
  type SessionEvent,
  type SessionView,
  type Subscribed,
  type User,
} from '@lectern/contract';
import type { LinkState, RealtimeLink } from './realtime-link.ts';
import { retryDelay } from './retry-delay.ts';

/** What this tab knows of one session. */
export type SessionFeed =
  /** `lost`: the server was not reached yet. */
  | { kind: 'loading'; lost: boolean }
  /** `current` is false while the connection is lost: the view may be old. `clock_offset`: server time minus ours. */
  | { kind: 'open'; view: SessionView; waiting: readonly User[]; clock_offset: number; current: boolean }
  | { kind: 'refused'; code: ErrorCode }
  /** This page is of another version than the server. */
  | { kind: 'outdated' };

export type OpenFeed = Extract<SessionFeed, { kind: 'open' }>;

/**
 * Follows one session: asks for what is missing, folds events in, and never loses or doubles one. Events that arrive
 * while a question is open are held back and folded in after its answer.
 */
export class SessionStore {
  readonly session_id: number;
  readonly #link: RealtimeLink;
  readonly #readers = new Set<() => void>();
  readonly #witnesses = new Set<(event: SessionEvent) => void>();
  #feed: SessionFeed = { kind: 'loading', lost: false };
  #place: Place = 'page';
  #stopListening: (() => void) | null = null;
  #asking = false;
  #askAgain = false;
  #failures = 0;
  #held: DeliveredEvent[] = [];

  constructor(link: RealtimeLink, session_id: number) {
    this.#link = link;
    this.session_id = session_id;
  }

  readonly getFeed = (): SessionFeed => this.#feed;

  readonly subscribe = (reader: () => void): (() => void) => {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  };

  /** Tells of each event as it is folded in: for what should be said aloud, not for what is shown. */
  onEvent(witness: (event: SessionEvent) => void): () => void {
    this.#witnesses.add(witness);
    return () => this.#witnesses.delete(witness);
  }

  open(): void {
    if (this.#stopListening) return;
    this.#stopListening = this.#link.listen(this.session_id, {
      onState: (state) => this.#onLink(state),
      onEvent: (event) => this.#onEvent(event),
      onView: (view) => this.#show(view),
      onWaiting: ({ people }) => this.#feed.kind === 'open' && this.#become({ ...this.#feed, waiting: people }),
      onClosed: ({ code }) => this.#become({ kind: 'refused', code }),
    });
    if (this.#link.state === 'connected') void this.#ask();
  }

  close(): void {
    this.#stopListening?.();
    this.#stopListening = null;
    if (this.#feed.kind === 'open') this.#feed = { ...this.#feed, current: false };
  }

  /** Where in the session this tab is. */
  moveTo(place: Place): void {
    if (this.#place === place) return;
    this.#place = place;
    this.#link.move({ session_id: this.session_id, place });
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
    const answer = await this.#link
      .subscribe({ version: PROTOCOL_VERSION, session_id: this.session_id, after, place })
      .catch(() => null);
    this.#asking = false;
    if (!this.#stopListening) return;
    if (place !== this.#place) this.#link.move({ session_id: this.session_id, place: this.#place });
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
        if (answer.kind === 'view') this.#show(answer.view, clock_offset);
        else if (this.#feed.kind === 'open') {
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
    const folded: SessionEvent[] = [];
    let gap = false;
    for (const event of events) {
      const applied = applyEvent(view, event);
      if (applied.outcome === 'gap') gap = true;
      if (applied.outcome !== 'applied') continue;
      view = applied.view;
      if (event.type !== 'concealed') folded.push(event);
    }
    if (view !== this.#feed.view) this.#become({ ...this.#feed, view });
    for (const event of folded) for (const witness of this.#witnesses) witness(event);
    if (gap) void this.#ask();
  }

  #show(view: SessionView, clock_offset?: number): void {
    const known = this.#feed.kind === 'open' ? this.#feed : { waiting: [], clock_offset: 0 };
    this.#become({
      kind: 'open',
      view,
      waiting: known.waiting,
      clock_offset: clock_offset ?? known.clock_offset,
      current: true,
    });
  }

  #become(feed: SessionFeed): void {
    this.#feed = feed;
    for (const reader of this.#readers) reader();
  }
}
