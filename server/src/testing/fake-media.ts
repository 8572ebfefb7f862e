import { type MediaEngine, type MediaPerson, SOURCES, type TokenClaims, WrongSignature } from '#media/engine.ts';

export interface FakeMedia extends MediaEngine {
  /** What a browser does: connects with a token it was given. */
  connect(token: string): void;
  disconnect(session_id: number, account_id: number): void;
  /** Of what it may not send, nothing comes. */
  send(session_id: number, account_id: number, sends: Partial<Sends>): void;
  /** A hand-made client sends something under the name of something else. */
  disguise(session_id: number, account_id: number): void;
  /** The engine goes away or comes back. */
  setAway(away: boolean): void;
}

type Sends = Pick<MediaPerson, 'audio_enabled' | 'video_enabled' | 'screen_enabled'>;
const SENDS = { microphone: 'audio_enabled', camera: 'video_enabled', screen: 'screen_enabled' } as const;

/** The media engine's port without an engine. Held to the same contract test as the real one. */
export function createFakeMedia(): FakeMedia {
  const rooms = new Map<number, Map<number, MediaPerson>>();
  let away = false;

  const here = <T>(answer: () => T): Promise<T> =>
    away ? Promise.reject(new Error('The media engine is away')) : Promise.resolve(answer());
  const read = (token: string): TokenClaims | null => {
    const match = /^fake-(\d+)-(\d+)-(none|[a-z.]*)$/.exec(token);
    return (
      match && {
        session_id: Number(match[1]),
        account_id: Number(match[2]),
        has_rights: match[3] !== 'none',
        may_send: SOURCES.filter((source) => match[3]?.split('.').includes(source)),
      }
    );
  };

  return {
    token: async (session_id, account_id, rights) =>
      `fake-${session_id}-${account_id}-${rights === 'none' ? rights : rights.join('.')}`,
    allow: (session_id, account_id, sources) =>
      here(() => {
        const person = rooms.get(session_id)?.get(account_id);
        if (!person) return false;
        Object.assign(person, { has_rights: true, may_send: SOURCES.filter((source) => sources.includes(source)) });
        for (const source of SOURCES) if (!person.may_send.includes(source)) person[SENDS[source]] = false;
        return true;
      }),
    mute: (session_id, source, whose) =>
      here(() => {
        for (const person of rooms.get(session_id)?.values() ?? []) {
          if (whose(person.account_id)) person[SENDS[source]] = false;
        }
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
      const { session_id, account_id, has_rights, may_send } = claims;
      const room = rooms.get(session_id) ?? new Map<number, MediaPerson>();
      const sends = { audio_enabled: false, video_enabled: false, screen_enabled: false, disguised: false };
      room.set(account_id, { account_id, has_rights, may_send, ...sends });
      rooms.set(session_id, room);
    },
    disconnect: (session_id, account_id) => void rooms.get(session_id)?.delete(account_id),
    send(session_id, account_id, sends) {
      const person = rooms.get(session_id)?.get(account_id);
      if (!person) throw new Error(`Account ${account_id} is not connected`);
      for (const source of person.may_send) person[SENDS[source]] = sends[SENDS[source]] ?? person[SENDS[source]];
    },
    disguise(session_id, account_id) {
      const person = rooms.get(session_id)?.get(account_id);
      if (person) person.disguised = true;
    },
    setAway(value) {
      away = value;
    },
  };
}
