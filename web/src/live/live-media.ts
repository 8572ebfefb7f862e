import type { LeaveReason, MediaAccess } from '@lectern/contract';
import type { MediaConnection, MediaListener } from './media-connection.ts';
import { MediaKeeper } from './media-keeper.ts';
import type { MediaLoss } from './media-loss.ts';
import type { MediaLink } from './membership.ts';
import { Nap } from './nap.ts';
import type { OwnMedia } from './own-media.ts';
import type { Shown } from './reception.ts';
import { keepReturning, type Return } from './return-ticket.ts';
import type { RoomChange } from './room-change.ts';

/** How long sending may wait until all that the others send is here, in milliseconds. */
const LONGEST_WAIT_TO_SEND = 300;

export interface LiveMediaParts extends Pick<MediaListener, 'onChange' | 'onOwnChange'> {
  session_id: number;
  own: OwnMedia;
  isInside: () => boolean;
  /** Whether the view is up to date and does not list us. */
  isUnlisted: () => boolean;
  /** Why our stay ended, where that is known. */
  lastLeft: () => LeaveReason | null;
  /** The connection that stood already has its rights, or will not get them. */
  onArrived: () => void;
  /** A connection that only waited is gone. */
  onWaitingLost: () => void;
  /** There is no way back in. */
  onOut: (outcome: Exclude<Return, { kind: 'back' }>) => void;
}

/** Picture and sound while one is inside: gets them going, notices their loss, and tries until they are back. */
export class LiveMedia {
  readonly #parts: LiveMediaParts;
  readonly #keeper: MediaKeeper;
  readonly #nap = new Nap();
  #rooms: RoomChange | null = null;
  #returning = false;
  #link: MediaLink | null = null;
  /** Picture and sound were there since one came in: from then on every way back is a reconnecting, not a connecting. */
  #wasThere = false;

  constructor(parts: LiveMediaParts) {
    this.#parts = parts;
    this.#keeper = new MediaKeeper({
      onChange: () => this.#onChange(),
      onOwnChange: parts.onOwnChange,
      onLost: (loss) => this.#onLost(loss),
    });
  }

  get connection(): MediaConnection | null {
    return this.#keeper.connection;
  }

  /** How it stands for who is inside; between two tries too. */
  get link(): MediaLink {
    if (this.#keeper.isCrossing) return 'connected';
    const link = this.connection?.link ?? 'connecting';
    return link === 'connecting' && this.#wasThere ? 'reconnecting' : link;
  }

  /** What it takes to go to another room. Nobody needs it to get in: it is loaded later. */
  async rooms(): Promise<RoomChange> {
    if (this.#rooms) return this.#rooms;
    const { RoomChange } = await import('./room-change.ts');
    const { session_id, own, isInside, onChange } = this.#parts;
    this.#rooms ??= new RoomChange({
      session_id,
      keeper: this.#keeper,
      own,
      isInside,
      onCrossed: () => {
        this.#link = this.link;
        onChange();
      },
      onStranded: () => this.renew(),
    });
    return this.#rooms;
  }

  /** In which room they are; undefined where they are not, or not yet again. */
  get room(): number | null | undefined {
    const { connection, link } = this;
    if (!connection || this.#returning || (link !== 'connected' && link !== 'resuming')) return undefined;
    return connection.breakout_id;
  }

  /** Whose pictures are received. */
  show(shown: Shown): void {
    this.#keeper.show(shown);
  }

  /** Connects beforehand for as long as that is `wanted`. */
  warm(wanted: () => boolean, requestAccess: () => Promise<MediaAccess>, tries: number): void {
    void this.#keeper.warm(wanted, requestAccess, tries);
  }

  /** Gets the media going: by the connection that stands already where there is one, else by a new one. */
  async engage(access: MediaAccess): Promise<void> {
    const { own, isInside, onArrived } = this.#parts;
    this.#wasThere = false;
    if (await this.#keeper.hasRights(access.breakout_id)) {
      this.#wasThere = true;
      onArrived();
      // To send takes the browser's time too: first one sees and hears, then one is seen and heard.
      const { connection } = this.#keeper;
      await connection?.whenReceiving(LONGEST_WAIT_TO_SEND);
      if (isInside() && connection === this.#keeper.connection) own.bind(connection);
      return;
    }
    onArrived();
    if (isInside()) await this.#connect(access).catch(() => this.comeBack());
  }

  /** Tries until the media is back, the server says no, or the person leaves. */
  async comeBack(): Promise<void> {
    if (this.#returning) return;
    this.#returning = true;
    const { session_id, isInside, isUnlisted, lastLeft } = this.#parts;
    const outcome = await keepReturning({
      session_id,
      isInside,
      isUnlisted,
      lastLeft,
      pause: (milliseconds) => this.#nap.take(milliseconds),
      hasRights: ({ breakout_id }) => this.#keeper.hasRights(breakout_id),
      connect: (access) => this.#connect(access),
    }).finally(() => {
      this.#returning = false;
    });
    if (outcome.kind !== 'back') this.#parts.onOut(outcome);
  }

  /** There is reason to hope: what is lost is tried again at once, and from the beginning. */
  tryNow(): void {
    if (!this.#parts.isInside()) return;
    if (this.#returning) {
      this.#nap.wake();
      return;
    }
    if (this.link === 'reconnecting' || this.link === 'connecting') this.renew();
  }

  /** Makes the connection anew, as after a loss: also where it stands and yet does not carry. */
  renew(): void {
    if (!this.#parts.isInside()) return;
    this.drop();
    this.#parts.own.bind(null);
    this.#parts.onChange();
    void this.comeBack();
  }

  drop(): void {
    this.#link = null;
    this.#keeper.drop();
  }

  /** The connection that is being made to another room is not wanted any more. */
  dropBeside(): void {
    if (!this.#keeper.isCrossing) this.#keeper.dropBeside();
  }

  async #connect(access: MediaAccess): Promise<void> {
    const { own, isInside, onChange } = this.#parts;
    // What an old connection sent ends with it; the new one is to send what is wanted.
    own.bind(null);
    const connection = await this.#keeper.connect(access);
    if (connection) this.#wasThere = true;
    if (connection && isInside()) own.bind(connection);
    onChange();
  }

  #onChange(): void {
    // What a waiting connection hears of changes nothing that is shown.
    if (!this.#parts.isInside()) return;
    this.#followLink();
    this.#parts.onChange();
  }

  /** What was wished for while nothing went through comes true once it does again. */
  #followLink(): void {
    const { connection } = this;
    const link = connection?.link ?? null;
    const isBack = link === 'connected' && (this.#link === 'reconnecting' || this.#link === 'resuming');
    this.#link = link;
    if (!isBack) return;
    this.#parts.own.bind(connection);
    this.#parts.onOwnChange();
  }

  #onLost(loss: MediaLoss): void {
    this.#link = null;
    if (!this.#parts.isInside()) {
      // A waiting connection gives way to another waiting tab as well; pressing Join here connects anew.
      if (loss === 'lost') this.#parts.onWaitingLost();
      return;
    }
    // Also where a newer connection took its place: whether that is another tab's, the server knows.
    this.#parts.own.bind(null);
    this.#parts.onChange();
    void this.comeBack();
  }
}
