/** What one person sends. The right to send a screen covers its sound. */
export const SOURCES = ['microphone', 'camera', 'screen'] as const;
export type Source = (typeof SOURCES)[number];

/** A room at the media engine: the main room of a session, or with a breakout's id, that one. */
export interface MediaRoom {
  session_id: number;
  breakout_id: number | null;
}

export const mainRoom = (session_id: number): MediaRoom => ({ session_id, breakout_id: null });

/** One connection in a media room, as the engine reports it. */
export interface MediaPerson {
  account_id: number;
  /** Seen by the others, and may see and hear. False while the browser only waits, connected beforehand. */
  has_rights: boolean;
  /** What the engine would take from this person now, in the order of `SOURCES`. */
  may_send: Source[];
  /** A microphone or camera is published and not muted; a screen is published. */
  audio_enabled: boolean;
  video_enabled: boolean;
  screen_enabled: boolean;
  /** Sends sound under the name of a picture, or a picture under that of a sound: as only a client does that means to get past a lock. */
  disguised: boolean;
}

/** What a token that the engine's signalling is asked with stands for. */
export interface TokenClaims extends MediaRoom {
  account_id: number;
  has_rights: boolean;
  may_send: Source[];
}

/** The port to the media engine. Every method but the first and the last two throws where the engine is away. */
export interface MediaEngine {
  /** A token for minutes: for a participant who may send just these, or with no right (hidden, sees and hears nothing). */
  token(room: MediaRoom, account_id: number, rights: readonly Source[] | 'none'): Promise<string>;
  /**
   * Makes a connection that of a participant who may send just these. What it sends beyond them is ended, and refused
   * from then on. False where that account has no connection.
   */
  allow(room: MediaRoom, account_id: number, sources: readonly Source[]): Promise<boolean>;
  /** Mutes what these accounts send of one kind. Each may turn it on again, as long as it may send it at all. */
  mute(room: MediaRoom, source: Source, whose: (account_id: number) => boolean): Promise<void>;
  /** Cuts an account's connection to this room; none is no error. */
  remove(room: MediaRoom, account_id: number): Promise<void>;
  /** Ends the room for everybody; none is no error. */
  closeRoom(room: MediaRoom): Promise<void>;
  people(room: MediaRoom): Promise<MediaPerson[]>;
  /** The rooms that there are. */
  rooms(): Promise<MediaRoom[]>;
  /** What a token stands for, or null where it is not one of ours or has run out. */
  inspect(token: string): Promise<TokenClaims | null>;
  /** The session a signed webhook is about; null for another room. Throws `WrongSignature`. */
  readWebhook(body: string, authorization: string | undefined): Promise<number | null>;
}

export class WrongSignature extends Error {}
