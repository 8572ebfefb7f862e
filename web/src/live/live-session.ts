import { mayUse, OVER, type SessionView } from '@lectern/contract';
import { type FailureCode, failureCode } from '#api/api-error.ts';
import { endSession, leaveLive, mediaChanged, warmMedia } from '#api/live.ts';
import { untilLoaded } from '#ui/lazy-part.ts';
import { onTheWay } from './calmly.ts';
import type { Entry } from './entry-steps.ts';
import { forgetPlace, keepPlace } from './kept-place.ts';
import { isShutOut, mayEnter, mayWarm, myStay } from './live-face.ts';
import { LiveMedia } from './live-media.ts';
import { isSameState, type LiveState, livePeople, liveState } from './live-state.ts';
import { afterDropped } from './media-loss.ts';
import { type Membership, OUTSIDE } from './membership.ts';
import { closesAt, myRoom } from './my-room.ts';
import { OwnMedia } from './own-media.ts';
import type { PeopleMedia } from './person-media.ts';
import type { Shown } from './reception.ts';
import { requestEntry } from './request-entry.ts';
import type { Return } from './return-ticket.ts';
import type { RoomMove } from './room-move.ts';
import type { OpenFeed, SessionStore } from './session-store.ts';
import type { SoundProbe } from './sound-probe.ts';
import { SpeakingReport } from './speaking-report.ts';
import { StayWatch } from './stay-watch.ts';
import { thisTab } from './this-tab.ts';

/** How long drawing may wait for the rights, in milliseconds. */
const LONGEST_ARRIVAL = 300;

/** This tab's part in one live session: the way in, the media connection, the own devices, and the way back after a loss. */
export class LiveSession {
  readonly own: OwnMedia;
  readonly #session_id: number;
  readonly #store: SessionStore;
  readonly #media: LiveMedia;
  readonly #readers = new Set<() => void>();
  #undo: (() => void) | null = null;
  #membership: Membership = OUTSIDE;
  /** The connection that stood already is about to get its rights: drawing waits, so as not to hold them up. */
  #arriving = false;
  #closed = false;
  #waitedForStart = false;
  readonly #stay = new StayWatch(thisTab());
  /** Nobody needs it to get in: loaded once one is. */
  #rooms: RoomMove | null = null;
  readonly #speaking = new SpeakingReport((on) => this.#store.tellSpeaking(on));
  #state: LiveState;
  #people: PeopleMedia = new Map();

  constructor(session_id: number, store: SessionStore) {
    this.#session_id = session_id;
    this.#store = store;
    this.own = new OwnMedia(() => this.#publish());
    this.#media = new LiveMedia({
      session_id,
      own: this.own,
      isInside: () => this.#isInside,
      isUnlisted: () => this.#openFeed?.current === true && !myStay(this.#openFeed.view),
      lastLeft: () => (this.#openFeed ? this.#stay.ended(this.#openFeed.view) : null),
      onChange: () => this.#publish(),
      onOwnChange: () => this.#onOwnChange(),
      onArrived: () => this.#arrive(),
      onWaitingLost: () => this.#warm(1),
      onOut: (outcome) => this.#onOut(outcome),
    });
    this.#state = liveState(this.#membership, this.#media, this.own.state, null);
  }

  readonly getState = (): LiveState => this.#state;

  /** What comes from each account. */
  readonly getPeople = (): PeopleMedia => this.#people;

  readonly subscribe = (reader: () => void): (() => void) => {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  };

  open(): void {
    this.own.open();
    window.addEventListener('online', this.tryNow);
    const undoExpected = this.#store.onMoveExpected(({ breakout_id }) => this.#rooms?.expect(breakout_id));
    const undoFollow = this.#store.subscribe(() => this.#follow());
    this.#undo = () => {
      undoExpected();
      undoFollow();
    };
    this.#follow();
  }

  /** The page is left: so is the session. */
  close(): void {
    const wasInside = this.#isInside;
    this.#closed = true;
    window.removeEventListener('online', this.tryNow);
    this.#undo?.();
    if (wasInside) void leaveLive(this.#session_id).catch(() => undefined);
    if (this.#membership.kind !== 'outside') forgetPlace();
    this.#rooms?.stop();
    this.#media.drop();
    this.own.close();
  }

  async enter(entry: Entry): Promise<void> {
    if (this.#membership.kind === 'entering' || this.#membership.kind === 'inside') return;
    // The request is on its way before the page draws that it is busy.
    const asked = requestEntry(this.#session_id, entry);
    // The browser may have held sound back from the connection that waits: it counts the click that led here.
    void this.#media.connection?.startSound();
    this.#become({ kind: 'entering', entry });
    try {
      const access = await asked;
      if (!this.#isEntering) {
        // The person thought better of it while the server answered.
        if (entry !== 'continue') void leaveLive(this.#session_id).catch(() => undefined);
        return;
      }
      this.#stay.begin();
      this.#arriving = this.#media.connection?.link === 'connected';
      setTimeout(() => this.#arrive(), LONGEST_ARRIVAL);
      this.#become({ kind: 'inside', media: 'connecting' });
      await this.#media.engage(access);
    } catch (error) {
      this.#stayOut(failureCode(error));
    }
  }

  async leave(): Promise<void> {
    this.#stayOut(null);
    await leaveLive(this.#session_id);
  }

  /** There is reason to hope, or the person wants it: what is lost is tried again at once. */
  readonly tryNow = (): void => {
    this.#store.tryNow();
    this.#media.tryNow();
  };

  /** Goes to a breakout, or with null to the main room; how that goes, the state's `move` says. */
  async moveTo(breakout_id: number | null): Promise<void> {
    const rooms = await this.#loadRooms();
    if (this.#isInside) rooms.moveTo(breakout_id);
  }

  /** What could not be reached is tried at once. */
  readonly retryMove = (): void => this.#rooms?.retry();

  /** The wish that did not come true is none any more. */
  readonly dismissMove = (): void => this.#rooms?.dismiss();

  async endForEveryone(): Promise<void> {
    await endSession(this.#session_id);
  }

  async startSound(): Promise<void> {
    await this.#media.connection?.startSound();
    this.#publish();
  }

  /** Whose pictures are looked at: no others are received. */
  show(shown: Shown): void {
    this.#media.show(shown);
  }

  /** Null where no connection stands. */
  async soundProbe(): Promise<SoundProbe | null> {
    return (await this.#media.connection?.soundProbe()) ?? null;
  }

  /** The connection stands, and yet does not carry: a new one takes its place, as after a loss. */
  renewMedia(): void {
    this.#media.renew();
  }

  #onOwnChange(): void {
    if (!this.#isInside) return;
    this.own.look();
    // A hint only: where it is lost, the server finds out a little later.
    void mediaChanged(this.#session_id).catch(() => undefined);
  }

  #arrive(): void {
    this.#arriving = false;
    this.#publish();
    if (this.#isInside) keepPlace(this.#session_id);
  }

  #onOut(outcome: Exclude<Return, { kind: 'back' }>): void {
    if (outcome.kind === 'elsewhere') this.#giveWay();
    else this.#stayOut(outcome.refusal);
  }

  /** The view changed: does that change our part in it? */
  #follow(): void {
    const feed = this.#openFeed;
    if (!feed || this.#closed) return;
    const { view } = feed;
    const { status } = view.session;
    const mine = myStay(view);
    for (const kind of ['microphone', 'camera'] as const) {
      void this.own.allow(kind, mayUse(view, view.account_id, kind));
    }
    // Only when it is over: right after a start the answer may be here before the event, and the view still "scheduled".
    if (OVER.includes(status) && this.#membership.kind !== 'outside' && this.#membership.kind !== 'entering') {
      this.#stayOut(null);
    }
    if (this.#isInside) this.#followStay(view);
    if (this.#membership.kind !== 'outside') return;
    if (!mayEnter(view)) this.#media.drop();
    const startedNow = this.#waitedForStart && status === 'ongoing' && mayEnter(view) && !mine;
    this.#waitedForStart = status === 'scheduled' && mayEnter(view);
    if (startedNow && !isShutOut(view)) void this.enter('called_in');
    else this.#warm();
  }

  #followStay(view: SessionView): void {
    switch (this.#stay.look(view)) {
      case 'none':
        void this.#followRoom();
        return;
      case 'taken_over':
        this.#giveWay();
        return;
      case 'dropped':
        if (afterDropped(this.#stay.ended(view)) === 'stay_out') this.#stayOut(null);
        else void this.#media.comeBack();
    }
  }

  async #followRoom(): Promise<void> {
    const rooms = this.#rooms ?? (await this.#loadRooms());
    const feed = this.#openFeed;
    const mine = feed && myStay(feed.view);
    if (mine && this.#isInside) rooms.look(mine, closesAt(feed));
  }

  async #loadRooms(): Promise<RoomMove> {
    const { RoomMove } = await untilLoaded(() => import('./room-move.ts'));
    this.#rooms ??= new RoomMove({
      room: () => this.#media.room,
      go: async (to, isWanted) => (await this.#media.rooms()).go(to, isWanted),
      expect: (to) => void this.#media.rooms().then((rooms) => this.#isInside && rooms.expect(to)),
      giveUp: () => this.#media.dropBeside(),
      follow: () => void this.#media.rooms().then((rooms) => rooms.follow()),
      onChange: () => {
        onTheWay(this.#rooms?.state?.kind === 'moving');
        this.#publish();
      },
    });
    return this.#rooms;
  }

  /** Another tab or device of this account is in now: nothing is sent from here, nor taken back unasked. */
  #giveWay(): void {
    if (!this.#isInside) return;
    this.own.release();
    this.#rooms?.stop();
    this.#media.drop();
    forgetPlace();
    this.#become({ kind: 'elsewhere' });
  }

  #warm(tries = 0): void {
    const wanted = () => {
      const feed = this.#openFeed;
      return !this.#closed && this.#membership.kind === 'outside' && feed !== null && mayWarm(feed.view);
    };
    if (wanted()) this.#media.warm(wanted, () => warmMedia(this.#session_id), tries);
  }

  get #isEntering(): boolean {
    return !this.#closed && this.#membership.kind === 'entering';
  }

  get #isInside(): boolean {
    return !this.#closed && this.#membership.kind === 'inside';
  }

  get #isHeardInBreakout(): boolean {
    const view = this.#openFeed?.view;
    return view !== undefined && myRoom(view) !== null && this.#people.get(view.account_id)?.speaking === true;
  }

  get #openFeed(): OpenFeed | null {
    const feed = this.#store.getFeed();
    return feed.kind === 'open' ? feed : null;
  }

  #stayOut(refusal: FailureCode | null): void {
    if (this.#membership.kind === 'inside' || this.#membership.kind === 'elsewhere') {
      forgetPlace();
      this.own.release();
      this.#rooms?.stop();
      this.#media.drop();
    }
    this.#become({ kind: 'outside', refusal });
  }

  #become(membership: Membership): void {
    this.#membership = membership;
    this.#publish();
  }

  #publish(): void {
    if (this.#arriving && this.#isInside) return;
    const state = liveState(this.#membership, this.#media, this.own.state, this.#rooms?.state ?? null);
    // What is as before stays the same object, so that the room is not drawn again whenever somebody speaks.
    if (!isSameState(state, this.#state)) this.#state = state;
    this.#people = livePeople(this.#membership, this.#media.connection);
    this.#speaking.say(this.#isHeardInBreakout);
    for (const reader of this.#readers) reader();
  }
}
