import type { MediaAccess } from '@lectern/contract';
import { failureCode } from '#api/api-error.ts';
import { MediaConnection, type MediaListener } from './media-connection.ts';
import { afterRefusedReturn } from './media-loss.ts';
import { pause } from './pause.ts';
import type { Shown } from './reception.ts';
import { retryDelay } from './retry-delay.ts';

/** How long a waiting connection may take to get its rights before a new one is made, in milliseconds. */
const RAISE_PATIENCE = 2_500;
/** A waiting connection is a kindness, not a need: it is tried again more slowly. */
const WARM_AGAIN = 1_000;

/** Keeps this tab's one connection to the media engine: without rights while one waits, with them once inside. */
export class MediaKeeper {
  readonly #listener: MediaListener;
  #connection: MediaConnection | null = null;
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
  }

  /** Whether the connection that stands has its rights, or gets them soon. */
  async hasRights(): Promise<boolean> {
    const connection = this.#connection;
    return connection !== null && (await connection.whenRaised(RAISE_PATIENCE)) && connection === this.#connection;
  }

  /** Puts a new connection in the place of what there is. Null where it was dropped meanwhile; rejects where it cannot be made. */
  async connect(access: MediaAccess): Promise<MediaConnection | null> {
    this.drop();
    const connection: MediaConnection = new MediaConnection({
      onChange: () => this.#listener.onChange(),
      onOwnChange: () => this.#listener.onOwnChange(),
      onLost: (loss) => {
        if (this.#connection !== connection) return;
        this.#connection = null;
        this.#listener.onLost(loss);
      },
    });
    this.#connection = connection;
    if (this.#shown) connection.show(this.#shown);
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

  drop(): void {
    const connection = this.#connection;
    this.#connection = null;
    connection?.close();
  }
}
