import type { MediaAccess } from '@lectern/contract';
import { ApiError, failureCode } from '#api/api-error.ts';
import { MediaConnection, type MediaListener } from './media-connection.ts';
import { afterRefusedReturn } from './media-loss.ts';
import { pause } from './pause.ts';
import type { Shown } from './reception.ts';
import { retryDelay } from './retry-delay.ts';

/** How long a waiting connection may take to get its rights before a new one is made, in milliseconds. */
const RAISE_PATIENCE = 2_500;
/** How long the connection to the next room may take, in milliseconds: whoever is kept from going is to know it. */
const BESIDE_PATIENCE = 8_000;
/** A waiting connection is a kindness, not a need: it is tried again more slowly. */
const WARM_AGAIN = 1_000;

/**
 * Keeps this tab's one connection to the media engine: without rights while one waits, with them once inside; and on the
 * way to another room a second one beside it, which is to take its place.
 */
export class MediaKeeper {
  readonly #listener: MediaListener;
  #connection: MediaConnection | null = null;
  #beside: MediaConnection | null = null;
  /** The server is about to cut the connection, because it lets us into the next room. */
  #crossing = false;
  /** The connection beside that the engine ended last. */
  #lostBeside: MediaConnection | null = null;
  #warming = false;
  #shown: Shown | null = null;

  constructor(listener: MediaListener) {
    this.#listener = listener;
  }

  get connection(): MediaConnection | null {
    return this.#connection;
  }

  /** Which pictures are received, by this connection and by any later one. */
  show(shown: Shown): void {
    this.#shown = shown;
    this.#connection?.show(shown);
    this.#beside?.show(shown);
  }

  /** The connection that is to take the other's place. */
  get beside(): MediaConnection | null {
    return this.#beside;
  }

  /** That the connection ends now is no loss: the next one stands. */
  get isCrossing(): boolean {
    return this.#crossing;
  }

  /** Whether a connection to that room stands and has its rights, or gets them soon. */
  async hasRights(breakout_id: number | null): Promise<boolean> {
    const connection = this.#connection;
    if (connection === null || connection.breakout_id !== breakout_id) return false;
    return (await connection.whenRaised(RAISE_PATIENCE)) && connection === this.#connection;
  }

  /** Puts a new connection in the place of what there is. Null where it was dropped meanwhile; rejects where it cannot be made. */
  async connect(access: MediaAccess): Promise<MediaConnection | null> {
    this.drop();
    const connection = this.#make();
    this.#connection = connection;
    try {
      await connection.connect(access);
    } catch (error) {
      connection.close();
      if (this.#connection === connection) this.#connection = null;
      throw error;
    }
    return this.#connection === connection ? connection : null;
  }

  /** Connects beforehand for as long as that is `wanted`, so that joining costs one request and no connection. */
  async warm(wanted: () => boolean, requestAccess: () => Promise<MediaAccess>, tries = 0): Promise<void> {
    if (this.#warming) return;
    this.#warming = true;
    const stillWanted = () => wanted() && this.#connection === null;
    try {
      for (let attempt = tries; stillWanted(); attempt++) {
        if (attempt > 0) await pause(WARM_AGAIN + retryDelay(attempt, Math.random()));
        if (!stillWanted()) return;
        try {
          const access = await requestAccess();
          if (stillWanted()) await this.connect(access);
          return;
        } catch (error) {
          if (afterRefusedReturn(failureCode(error)) !== 'retry') return;
        }
      }
    } finally {
      this.#warming = false;
    }
  }

  /** A connection beside the one that stands. Null where it was dropped meanwhile; rejects where it cannot be made. */
  async connectBeside(access: MediaAccess): Promise<MediaConnection | null> {
    this.dropBeside();
    const connection = this.#make();
    this.#beside = connection;
    try {
      await inTime(connection.connect(access));
    } catch (error) {
      // Lost by the engine it is not there either, and that is no wish of ours.
      if (this.#beside !== connection && this.#lostBeside !== connection) return null;
      this.dropBeside();
      throw error;
    }
    return this.#beside === connection ? connection : null;
  }

  dropBeside(): void {
    const connection = this.#beside;
    this.#beside = null;
    connection?.close();
  }

  /** From now on the server may cut the connection that stands; what it sends is kept for the next one. */
  beginCrossing(): void {
    this.#crossing = true;
    this.#connection?.keepTracks(true);
  }

  /** The connection that was beside takes the other's place, and the other is handed over to be closed. */
  adopt(): MediaConnection | null {
    const old = this.#connection;
    this.#connection = this.#beside;
    this.#beside = null;
    this.#crossing = false;
    return old;
  }

  /** Where the connection was cut and none has taken its place, it is lost after all. */
  endCrossing(): void {
    if (!this.#crossing) return;
    this.#crossing = false;
    const connection = this.#connection;
    connection?.keepTracks(false);
    if (!connection?.isOver) return;
    this.#connection = null;
    this.#listener.onLost('lost');
  }

  drop(): void {
    this.dropBeside();
    this.#crossing = false;
    const connection = this.#connection;
    this.#connection = null;
    connection?.close();
  }

  #make(): MediaConnection {
    const isCurrent = () => this.#connection === connection;
    const connection: MediaConnection = new MediaConnection({
      onChange: () => isCurrent() && this.#listener.onChange(),
      onOwnChange: () => isCurrent() && !this.#crossing && this.#listener.onOwnChange(),
      onLost: (loss) => {
        if (this.#beside === connection) {
          this.#beside = null;
          this.#lostBeside = connection;
        }
        if (!isCurrent() || this.#crossing) return;
        this.#connection = null;
        this.#listener.onLost(loss);
      },
    });
    if (this.#shown) connection.show(this.#shown);
    return connection;
  }
}

async function inTime(connecting: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ApiError('unreachable')), BESIDE_PATIENCE);
  });
  try {
    await Promise.race([connecting, late]);
  } finally {
    clearTimeout(timer);
  }
}
