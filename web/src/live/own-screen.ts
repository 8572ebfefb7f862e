import type { ScreenStopReason, SessionEvent } from '@lectern/contract';
import { Track } from 'livekit-client';
import { ApiError, type FailureCode, isPassing } from '#api/api-error.ts';
import { shareScreen, stopOwnScreen } from '#api/screen.ts';
import type { MediaConnection } from './media-connection.ts';
import type { MediaFollower } from './own-media.ts';
import { pause } from './pause.ts';
import { retryDelay } from './retry-delay.ts';
import {
  type CaptureSize,
  type CaptureTrouble,
  captureScreen,
  captureSize,
  captureTrouble,
  type ScreenCapture,
  stopCapture,
} from './screen-capture.ts';
import { SCREEN_SOUND, screenEncoding } from './screen-encoding.ts';

/** Why the own screen is not shared, or no more, where that was not the person's own wish. */
export type ScreenEnd =
  | { kind: 'refused'; code: FailureCode }
  | { kind: 'ended'; reason: Exclude<ScreenStopReason, 'self'> | 'moved' }
  | { kind: 'trouble'; trouble: Exclude<CaptureTrouble, 'dismissed'> | 'not_sent' };

/** `sent`: it goes out now. Not so between a lost connection and the next one, with which it goes on by itself. */
export type OwnScreenState =
  | { kind: 'off'; end: ScreenEnd | null }
  | { kind: 'starting' }
  | { kind: 'on'; capture: ScreenCapture; sent: boolean };

/** What a connection sends: copies, since it stops them when it ends. */
interface SentScreen extends ScreenCapture {
  connection: MediaConnection;
}

/** How long the right that the server gave may take to get here by the media engine, in milliseconds. */
const RIGHT_PATIENCE = 5_000;

/**
 * The own shared screen. What the browser captures is kept here for as long as the person shares, and each connection gets
 * a copy of it to send: so it goes on after a loss, and the person need not choose again.
 */
export class OwnScreen implements MediaFollower {
  readonly #session_id: number;
  /** The own stay in the room, by its id. */
  readonly #ownStay: () => number | null;
  readonly #readers = new Set<() => void>();
  #state: OwnScreenState = { kind: 'off', end: null };
  #capture: ScreenCapture | null = null;
  #connection: MediaConnection | null = null;
  #stopWatching: (() => void) | null = null;
  #sent: SentScreen | null = null;
  #sending: Promise<void> | null = null;

  constructor(session_id: number, ownStay: () => number | null) {
    this.#session_id = session_id;
    this.#ownStay = ownStay;
  }

  readonly getState = (): OwnScreenState => this.#state;

  readonly subscribe = (reader: () => void): (() => void) => {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  };

  /** From a click or a key only: the browser opens its picker for nothing else. */
  async start(): Promise<void> {
    if (this.#state.kind !== 'off') return;
    this.#become({ kind: 'starting' });
    try {
      const capture = await captureScreen();
      capture.picture.addEventListener('ended', () => this.#capture === capture && this.stop());
      // Out of the room in the meantime.
      if (!this.#isStarting) {
        stopCapture(capture);
        return;
      }
      this.#capture = capture;
      this.#look();
    } catch (error) {
      const trouble = captureTrouble(error);
      if (this.#isStarting) this.#end(trouble === 'dismissed' ? null : { kind: 'trouble', trouble });
    }
  }

  /** By the person: here, or by the browser's own button. */
  stop(): void {
    if (!this.#capture) return;
    this.#end(null);
    void stopOwnScreen(this.#session_id).catch(() => undefined);
  }

  /** Not even tried; or, with null, the reason was read. */
  explain(end: ScreenEnd | null): void {
    if (this.#state.kind === 'off') this.#become({ kind: 'off', end });
  }

  /** Somebody else stopped it. What one stopped oneself may be told of when something new is shared already. */
  hear(event: SessionEvent): void {
    if (event.type !== 'screen.stopped' || event.data.participant_id !== this.#ownStay()) return;
    const { reason } = event.data;
    if (reason === 'self') return;
    // It may have been noticed already that nothing is sent any more, but not why.
    const wasNoticed = this.#state.kind === 'off' && this.#state.end?.kind === 'ended';
    if (this.#capture || wasNoticed) this.#end({ kind: 'ended', reason });
  }

  bind(connection: MediaConnection | null): void {
    if (this.#connection === connection) return;
    this.#stopWatching?.();
    this.#connection = connection;
    this.#sent = null;
    this.#stopWatching = connection?.watch(() => this.#look()) ?? null;
    this.#look();
  }

  /** The others of that room saw it, not those of the next one. */
  leaveRoom(): void {
    if (this.#state.kind !== 'off') this.#end(this.#capture && { kind: 'ended', reason: 'moved' });
  }

  release(): void {
    // Another tab may have taken the place of this one: without a word the right to share would stay with it for a while.
    if (this.#capture) this.stop();
    else this.#end(null);
    this.bind(null);
  }

  get #isStarting(): boolean {
    return this.#state.kind === 'starting';
  }

  /** Sends what is to be sent and is not, and sees where the media engine has taken it back. */
  #look(): void {
    const [capture, connection] = [this.#capture, this.#connection];
    if (!capture || this.#sending) return;
    // By the browser's own button: the media engine may have heard of it first.
    if (capture.picture.readyState === 'ended') {
      this.stop();
      return;
    }
    const link = connection?.link ?? 'connecting';
    const isPublished = this.#sent?.connection.isPublished(this.#sent.picture) === true;
    const isSent = isPublished && (link === 'connected' || link === 'resuming');
    const wasSent = this.#state.kind === 'on' && this.#state.sent;
    if (this.#state.kind === 'on' && wasSent !== isSent) this.#become({ kind: 'on', capture, sent: isSent });
    if (isPublished || link !== 'connected' || !connection) return;
    // Gone while the connection stood, and not by us: why, the session's own event says.
    if (wasSent && this.#sent?.connection === connection) this.#end({ kind: 'ended', reason: 'lost' });
    else void this.#send(capture, connection);
  }

  async #send(capture: ScreenCapture, connection: MediaConnection): Promise<void> {
    this.#sending = this.#bringAbout(capture, connection);
    await this.#sending;
    this.#sending = null;
    this.#look();
  }

  async #bringAbout(capture: ScreenCapture, connection: MediaConnection): Promise<void> {
    const isWanted = () => this.#capture === capture && this.#connection === connection;
    for (let attempt = 0; isWanted() && connection.link === 'connected'; attempt++) {
      const copy = copyOf(capture);
      try {
        const [size] = await Promise.all([captureSize(copy), shareScreen(this.#session_id)]);
        if (isWanted()) await this.#publish(copy, connection, size);
        if (isWanted()) {
          this.#sent = { connection, ...copy };
          this.#become({ kind: 'on', capture, sent: true });
          return;
        }
        await unpublish({ connection, ...copy });
        // Stopped meanwhile, and perhaps before the server granted it: then it was told so too early.
        if (this.#capture !== capture) await stopOwnScreen(this.#session_id).catch(() => undefined);
        return;
      } catch (error) {
        await unpublish({ connection, ...copy });
        // A connection that went away in between is no fault of the screen: the next one gets it again.
        if (!isWanted() || connection.link !== 'connected') return;
        const code = error instanceof ApiError ? error.code : null;
        if (code === null || !isPassing(code) || this.#isStarting) {
          this.#end(code === null ? { kind: 'trouble', trouble: 'not_sent' } : { kind: 'refused', code });
          if (code === null) void stopOwnScreen(this.#session_id).catch(() => undefined);
          return;
        }
        await pause(retryDelay(attempt + 1, Math.random()));
      }
    }
  }

  async #publish(copy: ScreenCapture, connection: MediaConnection, size: CaptureSize): Promise<void> {
    await connection.whenMaySend(Track.Source.ScreenShare, RIGHT_PATIENCE);
    await connection.publish(copy.picture, screenEncoding(size));
    if (copy.sound) await connection.publish(copy.sound, SCREEN_SOUND);
  }

  #end(end: ScreenEnd | null): void {
    if (this.#capture) stopCapture(this.#capture);
    this.#capture = null;
    if (this.#sent) void unpublish(this.#sent);
    this.#sent = null;
    this.#become({ kind: 'off', end });
  }

  #become(state: OwnScreenState): void {
    this.#state = state;
    for (const reader of this.#readers) reader();
  }
}

async function unpublish({ connection, picture, sound }: SentScreen): Promise<void> {
  await Promise.allSettled([picture, sound].map((track) => track && connection.unpublish(track)));
  stopCapture({ picture, sound });
}

function copyOf({ picture, sound }: ScreenCapture): ScreenCapture {
  return { picture: copyOfTrack(picture), sound: sound && copyOfTrack(sound) };
}

function copyOfTrack(track: MediaStreamTrack): MediaStreamTrack {
  const copy = track.clone();
  copy.contentHint = track.contentHint;
  return copy;
}
