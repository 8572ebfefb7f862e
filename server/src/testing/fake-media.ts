import {
  type MediaEngine,
  type MediaPerson,
  type MediaRoom,
  SOURCES,
  type TokenClaims,
  WrongSignature,
} from '#media/engine.ts';
import { parseRoomName, roomName } from '#media/room-name.ts';

export interface FakeMedia extends MediaEngine {
  /** What a browser does: connects with a token it was given. */
  connect(token: string): void;
  disconnect(room: MediaRoom, account_id: number): void;
  /** Of what it may not send, nothing comes. */
  send(room: MediaRoom, account_id: number, sends: Partial<Sends>): void;
  /** A hand-made client sends something under the name of something else. */
  disguise(room: MediaRoom, account_id: number): void;
  /** The engine goes away or comes back. */
  setAway(away: boolean): void;
}

type Sends = Pick<MediaPerson, 'audio_enabled' | 'video_enabled' | 'screen_enabled'>;
const SENDS = { microphone: 'audio_enabled', camera: 'video_enabled', screen: 'screen_enabled' } as const;

/** The media engine's port without an engine. Held to the same contract test as the real one. */
export function createFakeMedia(): FakeMedia {
  const rooms = new Map<string, Map<number, MediaPerson>>();
  const peopleIn = (room: MediaRoom) => rooms.get(roomName(room));
  let away = false;

  const here = <T>(answer: () => T): Promise<T> =>
    away ? Promise.reject(new Error('The media engine is away')) : Promise.resolve(answer());
  const read = (token: string): TokenClaims | null => {
    const match = /^fake:([\w-]+):(\d+):(none|[a-z.]*)$/.exec(token);
    const room = parseRoomName(match?.[1] ?? '');
    return (
      match &&
      room && {
        ...room,
        account_id: Number(match[2]),
        has_rights: match[3] !== 'none',
        may_send: SOURCES.filter((source) => match[3]?.split('.').includes(source)),
      }
    );
  };

  return {
    token: async (room, account_id, rights) =>
      `fake:${roomName(room)}:${account_id}:${rights === 'none' ? rights : rights.join('.')}`,
    allow: (room, account_id, sources) =>
      here(() => {
        const person = peopleIn(room)?.get(account_id);
        if (!person) return false;
        Object.assign(person, { has_rights: true, may_send: SOURCES.filter((source) => sources.includes(source)) });
        for (const source of SOURCES) if (!person.may_send.includes(source)) person[SENDS[source]] = false;
        return true;
      }),
    mute: (room, source, whose) =>
      here(() => {
        for (const person of peopleIn(room)?.values() ?? []) {
          if (whose(person.account_id)) person[SENDS[source]] = false;
        }
      }),
    remove: (room, account_id) => here(() => void peopleIn(room)?.delete(account_id)),
    closeRoom: (room) => here(() => void rooms.delete(roomName(room))),
    people: (room) => here(() => [...(peopleIn(room)?.values() ?? [])].map((one) => ({ ...one }))),
    rooms: () => here(() => [...rooms.keys()].map(parseRoomName).filter((room) => room !== null)),
    inspect: async (token) => read(token),
    async readWebhook(body, authorization) {
      if (authorization !== 'fake') throw new WrongSignature();
      return Number(body) || null;
    },
    connect(token) {
      const claims = read(token);
      if (!claims) throw new Error(`${token} is no token`);
      const { account_id, has_rights, may_send } = claims;
      const people = peopleIn(claims) ?? new Map<number, MediaPerson>();
      const sends = { audio_enabled: false, video_enabled: false, screen_enabled: false, disguised: false };
      people.set(account_id, { account_id, has_rights, may_send, ...sends });
      rooms.set(roomName(claims), people);
    },
    disconnect: (room, account_id) => void peopleIn(room)?.delete(account_id),
    send(room, account_id, sends) {
      const person = peopleIn(room)?.get(account_id);
      if (!person) throw new Error(`Account ${account_id} is not connected`);
      for (const source of person.may_send) person[SENDS[source]] = sends[SENDS[source]] ?? person[SENDS[source]];
    },
    disguise(room, account_id) {
      const person = peopleIn(room)?.get(account_id);
      if (person) person.disguised = true;
    },
    setAway(value) {
      away = value;
    },
  };
}
