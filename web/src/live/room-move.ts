import type { Participant } from '@lectern/contract';
import { type FailureCode, failureCode, isPassing } from '#api/api-error.ts';
import { ForeseenMove } from './foreseen-move.ts';
import { Nap } from './nap.ts';
import { retryDelay } from './retry-delay.ts';

/** On the way to another room (null: the main room), or kept from it and still where one was. */
export type MoveState =
  | { to: number | null; kind: 'moving' }
  | { to: number | null; kind: 'failed'; reason: FailureCode; wished: boolean };

interface Target {
  to: number | null;
  /** The person's own wish; else a host called them. */
  wished: boolean;
  tries: number;
}

export interface RoomMoveParts {
  /** In which room picture and sound are; undefined where no connection stands. */
  room: () => number | null | undefined;
  /** Goes there for as long as that is wanted. Where it rejects one is where one was. */
  go: (to: number | null, isWanted: () => boolean) => Promise<void>;
  /** One may soon go there: connects beforehand. */
  expect: (to: number | null) => void;
  /** What is under way is not wanted any more. */
  giveUp: () => void;
  /** The server may have us in another room than the connection: sees to it. */
  follow: () => void;
  onChange: () => void;
}

type Mine = Pick<Participant, 'breakout_id' | 'called_to'>;

/** How long to wait for a connection that is being brought back, in milliseconds: one moves only from where one is. */
const CONNECTION_PATIENCE = 500;
/** How long it counts that one may soon be called somewhere, in milliseconds: as often as a host's tab says it again. */
const EXPECTATION_LASTS = 60_000;

/** Follows calls and own wishes to another room, one after the other; of several the last one counts. */
export class RoomMove {
  readonly #parts: RoomMoveParts;
  readonly #nap = new Nap();
  readonly #foreseen: ForeseenMove;
  #target: Target | null = null;
  #state: MoveState | null = null;
  #running = false;
  /** Where we may soon be called, and until when that counts, where one could not connect to there yet. */
  #expected: { to: number | null; until: number } | null = null;
  /** What the last view said: where we are, and where we are called to. */
  #listed: number | null | undefined;
  #called: Mine['called_to'] = null;

  constructor(parts: RoomMoveParts) {
    this.#parts = parts;
    this.#foreseen = new ForeseenMove((to) => this.#expect(to));
  }

  get state(): MoveState | null {
    return this.#state;
  }

  /** What the view says of us now, and when the breakouts close, in milliseconds by this browser's clock. */
  look({ breakout_id, called_to }: Mine, closes_at: number | null): void {
    this.#foreseen.closeAt(breakout_id === null ? null : closes_at);
    const before = this.#called;
    this.#called = called_to;
    // Only a new call: who wished for something else meanwhile is not called back by the old one.
    if (called_to && called_to.breakout_id !== before?.breakout_id) this.#answer(called_to.breakout_id);
    else if (!called_to && before && this.#target?.wished === false) this.#aim(null);
    const isMoved = breakout_id !== this.#listed;
    this.#listed = breakout_id;
    if (isMoved && !this.#running) this.#compare();
    this.#connectBeforehand();
  }

  /** A host is about to call us there. */
  expect(to: number | null): void {
    this.#foreseen.expect(to);
  }

  /** The person wants to be there. */
  moveTo(to: number | null): void {
    this.#aim(to === this.#parts.room() ? null : { to, wished: true, tries: 0 });
  }

  /** At once, instead of when its time comes. */
  retry(): void {
    if (this.#state?.kind !== 'failed') return;
    this.#become({ to: this.#state.to, kind: 'moving' });
    this.#nap.wake();
  }

  /** The wish that did not come true is none any more. */
  dismiss(): void {
    if (this.#state?.kind === 'failed' && this.#state.wished) this.#aim(null);
  }

  /** Out of the session: nothing that was known counts any more. */
  stop(): void {
    this.#foreseen.stop();
    this.#expected = null;
    this.#listed = undefined;
    this.#called = null;
    if (this.#target) this.#aim(null);
  }

  #expect(to: number | null): void {
    this.#expected = { to, until: Date.now() + EXPECTATION_LASTS };
    this.#connectBeforehand();
  }

  /** One connects from where one is: not on the way, not while the connection is being brought back, and not to the same room. */
  #connectBeforehand(): void {
    const room = this.#parts.room();
    const expected = this.#expected;
    if (!expected || this.#running || room === undefined || room === expected.to) return;
    this.#expected = null;
    if (Date.now() <= expected.until) this.#parts.expect(expected.to);
  }

  #answer(to: number | null): void {
    if (to === this.#parts.room() && !this.#running) return;
    if (to !== this.#target?.to) this.#aim({ to, wished: false, tries: 0 });
  }

  #aim(target: Target | null): void {
    const before = this.#target;
    this.#target = target;
    this.#become(target && { to: target.to, kind: 'moving' });
    if (before) this.#parts.giveUp();
    this.#nap.wake();
    if (target && !this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    let arrived = false;
    while (this.#target) {
      const target = this.#target;
      arrived = this.#parts.room() === target.to || (await this.#try(target));
      if (!arrived || this.#target !== target) continue;
      this.#target = null;
      if (this.#expected?.to === target.to) this.#expected = null;
      this.#become(null);
    }
    this.#running = false;
    this.#connectBeforehand();
    // What was tried in vain may have been done all the same, or the server has moved us itself meanwhile.
    if (!arrived) this.#compare();
  }

  /** True where one has arrived; else it has waited for the time of the next try. */
  async #try(target: Target): Promise<boolean> {
    const isWanted = () => this.#target === target;
    if (this.#parts.room() === undefined) {
      await this.#nap.take(CONNECTION_PATIENCE);
      return false;
    }
    try {
      await this.#parts.go(target.to, isWanted);
      if (this.#parts.room() === target.to) return true;
      if (isWanted()) await this.#nap.take(CONNECTION_PATIENCE);
      return false;
    } catch (error) {
      if (!isWanted()) return false;
      const reason = failureCode(error);
      target.tries += 1;
      this.#become({ to: target.to, kind: 'failed', reason, wished: target.wished });
      await this.#nap.take(isPassing(reason) ? retryDelay(target.tries, Math.random()) * 2 : null);
      return false;
    }
  }

  #compare(): void {
    const room = this.#parts.room();
    if (room !== undefined && this.#listed !== undefined && room !== this.#listed) this.#parts.follow();
  }

  #become(state: MoveState | null): void {
    this.#state = state;
    this.#parts.onChange();
  }
}
