/** One connection in a session's media room, as the engine reports it. */
export interface MediaPerson {
  account_id: number;
  /** Seen by the others, and may see and hear. False while the browser only waits, connected beforehand. */
  has_rights: boolean;
  /** A microphone or camera is published and not muted. */
  audio_enabled: boolean;
  video_enabled: boolean;
}

/** What a token that the engine's signalling is asked with stands for. */
export interface TokenClaims {
  session_id: number;
  account_id: number;
  has_rights: boolean;
}

/** The port to the media engine. Every method but the first and the last two throws where the engine is away. */
export interface MediaEngine {
  /** A token for minutes: with the rights of a participant, or with none (hidden, sees and hears nothing). */
  token(session_id: number, account_id: number, rights: 'participant' | 'none'): Promise<string>;
  /** Gives a waiting connection the rights of a participant. False where that account has no connection. */
  raise(session_id: number, account_id: number): Promise<boolean>;
  /** Cuts an account's connection; none is no error. */
  remove(session_id: number, account_id: number): Promise<void>;
  /** Ends the room for everybody; none is no error. */
  closeRoom(session_id: number): Promise<void>;
  people(session_id: number): Promise<MediaPerson[]>;
  /** The sessions that have a room. */
  rooms(): Promise<number[]>;
  /** What a token stands for, or null where it is not one of ours or has run out. */
  inspect(token: string): Promise<TokenClaims | null>;
  /** The session a signed webhook is about; null for another room. Throws `WrongSignature`. */
  readWebhook(body: string, authorization: string | undefined): Promise<number | null>;
}

export class WrongSignature extends Error {}
