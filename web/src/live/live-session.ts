import { type LeaveReason, type MediaAccess, OVER } from '@lectern/contract';
import { failureCode } from '#api/api-error.ts';
import { endSession, joinLive, leaveLive, mediaChanged, mediaToken, startSession, warmMedia } from '#api/live.ts';
import { type Entry, type EntryRequest, firstRequest, nextRequest } from './entry-steps.ts';
import { forgetPlace, keepPlace } from './kept-place.ts';
import { isHere, mayEnter, mayWarm, myStay } from './live-face.ts';
import { MediaConnection, type PersonMedia } from './media-connection.ts';
import { afterDropped, afterMediaLoss, afterRefusedReturn, type MediaLoss } from './media-loss.ts';
import { type Membership, OUTSIDE } from './membership.ts';
import { OwnMedia, type OwnMediaState } from './own-media.ts';
import { retryDelay } from './retry-delay.ts';
import type { OpenFeed, SessionStore } from './session-store.ts';

/** How long a waiting connection may take to get its rights before a new one is made, in milliseconds. */
const RAISE_PATIENCE = 2_500;
/** How long to wait for the server's word on why it does not list us any more, in milliseconds. */
const WORD_PATIENCE = 2_000;
const MOST_REQUESTS = 4;

export interface LiveState {
  membership: Membership;
  people: ReadonlyMap<number, PersonMedia>;
  sound_blocked: boolean;
  own: OwnMediaState;
}

/** This tab's part in one live session: the way in, the media connection, the own devices, and the way back after a loss. */
export class LiveSession {
  readonly #session_id: number;
  readonly #store: SessionStore;
  readonly #readers = new Set<() => void>();
  readonly #own = new OwnMedia(() => this.#publish());
  readonly #undo: (() => void)[] = [];
  #membership: Membership = OUTSIDE;
  /** With rights once inside, without before. */
  #connection: MediaConnection | null = null;
  #warming = false;
  #returning = false;
  #closed = false;
  #waitedForStart = false;
  #wasListed = false;
  /** My stay as the view last listed it, and why it ended. */
  #stay: number | null = null;
  #lastLeft: LeaveReason | null = null;
  #state: LiveState;

  constructor(session_id: number, store: SessionStore) {
    this.#session_id = session_id;
    this.#store = store;
    this.#state = this.#read();
  }

  readonly getState = (): LiveState => this.#state;

  readonly subscribe = (reader: () => void): (() => void) => {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  };

  open(): void {
    this.#own.open();
    this.#undo.push(
      this.#store.subscribe(() => this.#follow()),
      this.#store.onEvent((event) => {
        if (event.type === 'participant.left' && event.data.participant_id === this.#stay) {
          this.#lastLeft = event.data.reason;
        }
      }),
    );
    this.#follow();
  }

  /** The page is left: so is the session. */
  close(): void {
    this.#closed = true;
    for (const undo of this.#undo) undo();
    if (this.#membership.kind === 'inside') void leaveLive(this.#session_id).catch(() => undefined);
    if (this.#membership.kind !== 'outside') forgetPlace();
    this.#dropConnection();
    this.#own.close();
  }

  get own(): OwnMedia {
    return this.#own;
  }

  async startSound(): Promise<void> {
    await this.#connection?.startSound();
    this.#publish();
  }

  async enter(entry: Entry): Promise<void> {
    if (this.#membership.kind === 'entering' || this.#membership.kind === 'inside') return;
    this.#become({ kind: 'entering', entry });
    try {
      const access = await this.#requestEntry(entry);
      if (this.#closed) return;
      this.#wasListed = false;
      this.#lastLeft = null;
      keepPlace(this.#session_id);
      this.#become({ kind: 'inside', media: 'connecting' });
      await this.#engage(access);
    } catch (error) {
      this.#stayOut(failureCode(error));
    }
  }

  async leave(): Promise<void> {
    this.#stayOut(null);
    await leaveLive(this.#session_id);
  }

  async endForEveryone(): Promise<void> {
    await endSession(this.#session_id);
  }

  async #requestEntry(entry: Entry): Promise<MediaAccess> {
    let request = firstRequest(entry);
    for (let tries = 1; ; tries++) {
      try {
        return await this.#request(request);
      } catch (error) {
        const next = nextRequest(entry, failureCode(error));
        if (next === null || tries === MOST_REQUESTS) throw error;
        request = next;
      }
    }
  }

  async #request(request: EntryRequest): Promise<MediaAccess> {
    switch (request) {
      case 'start':
        return (await startSession(this.#session_id)).media;
      case 'join':
        return (await joinLive(this.#session_id)).media;
      case 'take_over':
        return mediaToken(this.#session_id);
      default:
        return request satisfies never;
    }
  }

  /** Gets the media going: by the connection that stands already where there is one, else by a new one. */
  async #engage(access: MediaAccess): Promise<void> {
    const warm = this.#connection;
    if (warm && (await warm.whenRaised(RAISE_PATIENCE)) && warm === this.#connection) {
      this.#own.bind(warm);
      this.#publish();
      return;
    }
    if (this.#membership.kind !== 'inside') return;
    await this.#connect(access).catch(() => this.#comeBack());
  }

  async #connect(access: MediaAccess): Promise<void> {
    this.#dropConnection();
    // What the old connection sent ends with it; the new one is to send what is wanted.
    if (this.#membership.kind === 'inside') this.#own.bind(null);
    const connection = this.#newConnection();
    this.#connection = connection;
    try {
      await connection.connect(access);
    } catch (error) {
      connection.close();
      if (this.#connection === connection) this.#connection = null;
      throw error;
    }
    if (this.#connection !== connection) return;
    if (this.#membership.kind === 'inside') this.#own.bind(connection);
    this.#publish();
  }

  #newConnection(): MediaConnection {
    const connection = new MediaConnection({
      onChange: () => this.#publish(),
      onOwnChange: () => {
        if (this.#membership.kind === 'inside') void mediaChanged(this.#session_id).catch(() => undefined);
      },
      onLost: (loss) => this.#connection === connection && this.#onLost(loss),
    });
    return connection;
  }

  #onLost(loss: MediaLoss): void {
    this.#connection = null;
    if (this.#membership.kind === 'inside') {
      if (afterMediaLoss(loss) === 'give_way') {
        this.#own.release();
        forgetPlace();
        this.#become({ kind: 'elsewhere' });
      } else {
        this.#own.bind(null);
        this.#publish();
        void this.#comeBack();
      }
      return;
    }
    // A waiting connection gives way to another waiting tab too; pressing Join here connects anew.
    if (loss === 'lost') void this.#warm(1);
  }

  /** Tries until the media is back, the server says no, or the person leaves. */
  async #comeBack(): Promise<void> {
    if (this.#returning) return;
    this.#returning = true;
    try {
      for (let attempt = 0; this.#isInside; attempt++) {
        await pause(retryDelay(attempt, Math.random()));
        if (!this.#isInside) return;
        try {
          const access = await this.#returnTicket();
          if (access === null) return this.#stayOut(null);
          if (this.#connection?.link === 'connected' && (await this.#connection.whenRaised(RAISE_PATIENCE))) return;
          if (!this.#isInside) return;
          await this.#connect(access);
          return;
        } catch (error) {
          if (afterRefusedReturn(failureCode(error)) === 'stay_out') return this.#stayOut(failureCode(error));
        }
      }
    } finally {
      this.#returning = false;
    }
  }

  /** A fresh token; where the server dropped us as vanished, by joining again. Null: we are out for another reason. */
  async #returnTicket(): Promise<MediaAccess | null> {
    try {
      return await mediaToken(this.#session_id);
    } catch (error) {
      if (afterRefusedReturn(failureCode(error)) !== 'rejoin') throw error;
    }
    await this.#unlisted();
    if (!this.#isInside || afterDropped(this.#lastLeft) === 'stay_out') return null;
    const { media } = await joinLive(this.#session_id);
    this.#wasListed = false;
    return media;
  }

  /** Until the server's word on our leaving is here, with its reason; or a while has gone. */
  async #unlisted(): Promise<void> {
    const until = Date.now() + WORD_PATIENCE;
    while (Date.now() < until) {
      const feed = this.#openFeed;
      if (feed?.current && !isHere(feed.view)) return;
      await pause(50);
    }
  }

  /** Connects beforehand, without any right, so that joining costs one request and no connection. */
  async #warm(attempt = 0): Promise<void> {
    if (this.#warming) return;
    this.#warming = true;
    try {
      for (let tries = attempt; this.#shouldWarm; tries++) {
        if (tries > 0) await pause(1_000 + retryDelay(tries, Math.random()));
        if (!this.#shouldWarm) return;
        try {
          const access = await warmMedia(this.#session_id);
          if (this.#shouldWarm) await this.#connect(access);
          return;
        } catch (error) {
          if (afterRefusedReturn(failureCode(error)) !== 'retry') return;
        }
      }
    } finally {
      this.#warming = false;
    }
  }

  get #shouldWarm(): boolean {
    const feed = this.#openFeed;
    return !this.#closed && this.#membership.kind === 'outside' && !this.#connection && !!feed && mayWarm(feed.view);
  }

  /** The view changed: does that change our part in it? */
  #follow(): void {
    const feed = this.#openFeed;
    if (!feed || this.#closed) return;
    const { view } = feed;
    const { status } = view.session;
    const mine = myStay(view);
    if (mine) this.#stay = mine.id;
    const here = mine !== undefined;
    // Only when it is over: right after a start the answer may be here before the event, and the view still "scheduled".
    if (OVER.includes(status) && this.#membership.kind !== 'outside' && this.#membership.kind !== 'entering') {
      this.#stayOut(null);
    }
    if (this.#membership.kind === 'inside') this.#followStay(here);
    if (this.#membership.kind === 'outside' && !mayEnter(view)) this.#dropConnection();
    if (this.#membership.kind === 'outside' && status === 'ongoing' && this.#waitedForStart && mayEnter(view)) {
      this.#waitedForStart = false;
      if (!here) void this.enter('called_in');
      return;
    }
    this.#waitedForStart = status === 'scheduled' && mayEnter(view);
    if (this.#shouldWarm) void this.#warm();
  }

  #followStay(here: boolean): void {
    if (here) this.#wasListed = true;
    if (here || !this.#wasListed) return;
    // The event's reason is told right after the view: look at it then.
    queueMicrotask(() => {
      if (!this.#isInside || !this.#wasListed) return;
      this.#wasListed = false;
      if (afterDropped(this.#lastLeft) === 'stay_out') this.#stayOut(null);
      else void this.#comeBack();
    });
  }

  get #isInside(): boolean {
    return !this.#closed && this.#membership.kind === 'inside';
  }

  get #openFeed(): OpenFeed | null {
    const feed = this.#store.getFeed();
    return feed.kind === 'open' ? feed : null;
  }

  #stayOut(refusal: ReturnType<typeof failureCode> | null): void {
    const wasIn = this.#membership.kind === 'inside' || this.#membership.kind === 'elsewhere';
    if (wasIn) {
      forgetPlace();
      this.#own.release();
      this.#dropConnection();
    }
    this.#become({ kind: 'outside', refusal });
  }

  #dropConnection(): void {
    const connection = this.#connection;
    this.#connection = null;
    connection?.close();
  }

  #become(membership: Membership): void {
    this.#membership = membership;
    this.#publish();
  }

  #publish(): void {
    this.#state = this.#read();
    for (const reader of this.#readers) reader();
  }

  #read(): LiveState {
    const connection = this.#connection;
    const membership: Membership =
      this.#membership.kind === 'inside'
        ? { kind: 'inside', media: connection?.link ?? 'reconnecting' }
        : this.#membership;
    const inside = membership.kind === 'inside';
    return {
      membership,
      people: inside && connection ? connection.people() : new Map(),
      sound_blocked: inside && (connection?.soundBlocked ?? false),
      own: this.#own.state,
    };
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
