import { failureCode } from '#api/api-error.ts';
import { mediaToken } from '#api/live.ts';
import { moveToRoom, warmBreakout } from '#api/moves.ts';
import type { MediaConnection } from './media-connection.ts';
import type { MediaKeeper } from './media-keeper.ts';
import type { OwnMedia } from './own-media.ts';
import { thisTab } from './this-tab.ts';

/** How long the old sound goes on at most until all of the new is here, in milliseconds. */
const LONGEST_OVERLAP = 500;
/** How long the rights in the next room may take before a new connection is made, in milliseconds. */
const RAISE_PATIENCE = 2_500;
/** How long a connection that was made beforehand waits for a move that does not come, in milliseconds. */
const LONGEST_WAIT = 90_000;

export interface RoomChangeParts {
  session_id: number;
  keeper: MediaKeeper;
  own: Pick<OwnMedia, 'carry'>;
  isInside: () => boolean;
  /** The next connection has taken the place of the old one. */
  onCrossed: () => void;
  /** There is no connection, or it is of no use: another one is to be made. */
  onStranded: () => void;
}

/** From room to room: the next one's connection stands before the last one is let go. */
export class RoomChange {
  readonly #parts: RoomChangeParts;
  #following: Promise<void> | null = null;
  /** The connection that was made beforehand, or is being made; null where that failed. */
  #waiting: { to: number | null; connection: Promise<MediaConnection | null> } | null = null;
  #waited: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: RoomChangeParts) {
    this.#parts = parts;
  }

  /** One may soon go there: connects beforehand. Where that fails, the move itself makes the connection. */
  expect(to: number | null): void {
    const { keeper } = this.#parts;
    if (this.#following || keeper.isCrossing) return;
    clearTimeout(this.#waited);
    this.#waited = setTimeout(() => this.#endWait(), LONGEST_WAIT);
    if (this.#waiting?.to === to && keeper.beside) return;
    const connection: Promise<MediaConnection | null> = this.#connect(
      to,
      () => this.#waiting?.connection === connection,
    ).catch(() => null);
    this.#waiting = { to, connection };
  }

  #endWait(): void {
    if (this.#waiting) this.#parts.keeper.dropBeside();
    this.#waiting = null;
  }

  /** Goes there for as long as that is wanted. Where it rejects, picture and sound are as they were. */
  async go(to: number | null, isWanted: () => boolean): Promise<void> {
    const { keeper } = this.#parts;
    // One after the other: there is one place for the connection that is to come.
    await this.#following;
    try {
      const next = (await this.#connectionAwaiting(to)) ?? (await this.#connect(to, isWanted));
      if (!next || !isWanted()) return;
      keeper.beginCrossing();
      await this.#cross(to, next);
    } catch (error) {
      // One is there already: the answer to an earlier try was lost.
      if (failureCode(error) !== 'already_in_session') throw error;
      await this.follow();
    } finally {
      keeper.dropBeside();
      // Cut by the server, and not come into the next room: that is a loss after all.
      keeper.endCrossing();
    }
  }

  /** The connection that was made beforehand, where it stands. */
  async #connectionAwaiting(to: number | null): Promise<MediaConnection | null> {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting?.to !== to) return null;
    const connection = await waiting.connection;
    return connection && connection === this.#parts.keeper.beside ? connection : null;
  }

  async #connect(to: number | null, isWanted: () => boolean): Promise<MediaConnection | null> {
    const { session_id, keeper } = this.#parts;
    const access = await warmBreakout(session_id, to);
    return isWanted() ? keeper.connectBeside(access) : null;
  }

  /** The server may have us in another room than the connection is for: then that one takes its place. */
  async follow(): Promise<void> {
    this.#following ??= this.#follow().finally(() => {
      this.#following = null;
    });
    await this.#following;
  }

  async #follow(): Promise<void> {
    const { session_id, keeper, isInside, onStranded } = this.#parts;
    try {
      const access = await mediaToken(session_id, thisTab(), false);
      if (!isInside() || access.breakout_id === keeper.connection?.breakout_id) return;
      keeper.beginCrossing();
      const next = await keeper.connectBeside(access);
      if (next) await this.#takeOver(next);
    } catch {
      if (isInside()) onStranded();
    } finally {
      keeper.dropBeside();
      keeper.endCrossing();
    }
  }

  async #cross(to: number | null, next: MediaConnection): Promise<void> {
    const { session_id, keeper } = this.#parts;
    const moved = moveToRoom(session_id, to, thisTab());
    // The word of the media engine may be here before that of the server.
    await Promise.race([moved, next.whenRaised(RAISE_PATIENCE).then((raised) => (raised ? undefined : moved))]);
    if (await next.whenRaised(RAISE_PATIENCE)) {
      moved.catch(() => undefined);
      await this.#takeOver(next);
      return;
    }
    const other = await keeper.connectBeside((await moved).media);
    if (other) await this.#takeOver(other);
  }

  async #takeOver(next: MediaConnection): Promise<void> {
    const { keeper, own, onCrossed } = this.#parts;
    if (keeper.beside !== next) return;
    const old = keeper.adopt();
    own.carry(next);
    onCrossed();
    await next.whenReceiving(LONGEST_OVERLAP);
    old?.close();
  }
}
