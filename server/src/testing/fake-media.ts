import { type MediaEngine, type MediaPerson, type TokenClaims, WrongSignature } from '#media/engine.ts';

export interface FakeMedia extends MediaEngine {
  /** What a browser does: connects with a token it was given. */
  connect(token: string): void;
  disconnect(session_id: number, account_id: number): void;
  send(session_id: number, account_id: number, sends: Pick<MediaPerson, 'audio_enabled' | 'video_enabled'>): void;
  /** The engine goes away or comes back. */
  setAway(away: boolean): void;
}

/** The media engine's port without an engine. Held to the same contract test as the real one. */
export function createFakeMedia(): FakeMedia {
  const rooms = new Map<number, Map<number, MediaPerson>>();
  let away = false;

  const here = <T>(answer: () => T): Promise<T> =>
    away ? Promise.reject(new Error('The media engine is away')) : Promise.resolve(answer());
  const read = (token: string): TokenClaims | null => {
    const match = /^fake-(\d+)-(\d+)-(participant|none)$/.exec(token);
    return match && { session_id: Number(match[1]), account_id: Number(match[2]), has_rights: match[3] !== 'none' };
  };

  return {
    token: async (session_id, account_id, rights) => `fake-${session_id}-${account_id}-${rights}`,
    raise: (session_id, account_id) =>
      here(() => {
        const person = rooms.get(session_id)?.get(account_id);
        if (person) person.has_rights = true;
        return person !== undefined;
      }),
    remove: (session_id, account_id) => here(() => void rooms.get(session_id)?.delete(account_id)),
    closeRoom: (session_id) => here(() => void rooms.delete(session_id)),
    people: (session_id) => here(() => [...(rooms.get(session_id)?.values() ?? [])].map((one) => ({ ...one }))),
    rooms: () => here(() => [...rooms.keys()]),
    inspect: async (token) => read(token),
    async readWebhook(body, authorization) {
      if (authorization !== 'fake') throw new WrongSignature();
      return Number(body) || null;
    },
    connect(token) {
      const claims = read(token);
      if (!claims) throw new Error(`${token} is no token`);
      const { session_id, account_id, has_rights } = claims;
      const room = rooms.get(session_id) ?? new Map<number, MediaPerson>();
      room.set(account_id, { account_id, has_rights, audio_enabled: false, video_enabled: false });
      rooms.set(session_id, room);
    },
    disconnect: (session_id, account_id) => void rooms.get(session_id)?.delete(account_id),
    send(session_id, account_id, sends) {
      const person = rooms.get(session_id)?.get(account_id);
      if (!person) throw new Error(`Account ${account_id} is not connected`);
      Object.assign(person, sends);
    },
    setAway(value) {
      away = value;
    },
  };
}
