import {
  AccessToken,
  ParticipantInfo_State,
  type ParticipantPermission,
  RoomServiceClient,
  TokenVerifier,
  type TrackInfo,
  TrackSource,
  TrackType,
  TwirpError,
  WebhookReceiver,
} from 'livekit-server-sdk';
import { type MediaEngine, type MediaPerson, SOURCES, type Source, WrongSignature } from './engine.ts';
import { parseRoomName, roomName } from './room-name.ts';

/** How long a token lives, in seconds. It only has to last from the answer to the connection. */
const TOKEN_SECONDS = 120;
/** How long LiveKit may take to answer, in seconds. */
const REQUEST_SECONDS = 5;
/**
 * The same for what is meant for one person. Of somebody who is just going LiveKit hears nothing, and asks again after three
 * seconds (its psrpc's time-out): whoever has come back by then would be thrown out, or get rights of another time.
 */
const PERSON_REQUEST_SECONDS = 2;

export interface LiveKitParts {
  /** Where this server reaches LiveKit: ws(s) or http(s). */
  url: string;
  apiKey: string;
  apiSecret: string;
}

/** The one place that knows LiveKit's server SDK. */
export function createLiveKitEngine({ url, apiKey, apiSecret }: LiveKitParts): MediaEngine {
  const rooms = new RoomServiceClient(url.replace(/^ws/, 'http'), apiKey, apiSecret, {
    requestTimeout: REQUEST_SECONDS,
  });
  const persons = new RoomServiceClient(url.replace(/^ws/, 'http'), apiKey, apiSecret, {
    requestTimeout: PERSON_REQUEST_SECONDS,
  });
  const removals = createSharedWork();
  const verifier = new TokenVerifier(apiKey, apiSecret);
  const webhooks = new WebhookReceiver(apiKey, apiSecret);

  return {
    async token(room, account_id, rights) {
      const token = new AccessToken(apiKey, apiSecret, { identity: String(account_id), ttl: TOKEN_SECONDS });
      const granted = rights === 'none' ? NO_RIGHTS : grants(rights);
      token.addGrant({ roomJoin: true, room: roomName(room), ...granted });
      return token.toJwt();
    },

    async allow(room, account_id, sources) {
      const allowed = await unlessMissing(
        persons.updateParticipant(roomName(room), String(account_id), { permission: grants(sources) }),
      );
      return allowed !== null;
    },

    async mute(room, source, whose) {
      const name = roomName(room);
      const listed = (await unlessMissing(rooms.listParticipants(name))) ?? [];
      const muting = listed
        .filter((one) => whose(parseIdentity(one.identity) ?? 0))
        .flatMap(({ identity, tracks }) =>
          tracks
            .filter((track) => TRACKS[source].includes(track.source) && !track.muted)
            .map((track) => unlessMissing(persons.mutePublishedTrack(name, identity, track.sid, true))),
        );
      await Promise.all(muting);
    },

    async remove(room, account_id) {
      await removals.share(`${roomName(room)} ${account_id}`, () =>
        unlessMissing(persons.removeParticipant(roomName(room), String(account_id))),
      );
    },

    async closeRoom(room) {
      await unlessMissing(rooms.deleteRoom(roomName(room)));
    },

    async people(room) {
      const listed = (await unlessMissing(rooms.listParticipants(roomName(room)))) ?? [];
      return listed.flatMap((one): MediaPerson[] => {
        const account_id = parseIdentity(one.identity);
        if (account_id === null || one.state === ParticipantInfo_State.DISCONNECTED) return [];
        const sends = (source: Source) =>
          one.tracks.some((track) => TRACKS[source][0] === track.source && !track.muted);
        return [
          {
            account_id,
            has_rights: hasRights(one.permission),
            may_send: sourcesOf(one.permission),
            audio_enabled: sends('microphone'),
            video_enabled: sends('camera'),
            screen_enabled: sends('screen'),
            disguised: one.tracks.some(isDisguised),
          },
        ];
      });
    },

    async rooms() {
      const listed = await rooms.listRooms();
      return listed.map((one) => parseRoomName(one.name)).filter((room) => room !== null);
    },

    async inspect(token) {
      try {
        const claims = await verifier.verify(token);
        const room = parseRoomName(claims.video?.room ?? '');
        const account_id = parseIdentity(claims.sub ?? '');
        if (room === null || account_id === null) return null;
        const { hidden, canSubscribe, canPublish, canPublishSources } = claims.video ?? {};
        const has_rights = !hidden || canSubscribe !== false || canPublish !== false;
        return { ...room, account_id, has_rights, may_send: claimedSources(canPublish, canPublishSources) };
      } catch {
        return null;
      }
    },

    async readWebhook(body, authorization) {
      const event = await webhooks.receive(body, authorization).catch((cause: unknown) => {
        throw new WrongSignature('The webhook is not signed with our key', { cause });
      });
      return parseRoomName(event.room?.name ?? '')?.session_id ?? null;
    },
  };
}

/**
 * Whoever wants what is being done already gets the same. A second removal would reach LiveKit while the person is going,
 * which may carry it out up to a second later, on whoever has come back by then.
 */
function createSharedWork() {
  const running = new Map<string, Promise<unknown>>();
  return {
    async share(what: string, work: () => Promise<unknown>): Promise<void> {
      const known = running.get(what);
      if (known) {
        await known;
        return;
      }
      const begun = work().finally(() => running.delete(what));
      running.set(what, begun);
      await begun;
    },
  };
}

/** LiveKit's names of what we call a source; the first is the one it cannot be without. */
const TRACKS: Record<Source, readonly [TrackSource, ...TrackSource[]]> = {
  microphone: [TrackSource.MICROPHONE],
  camera: [TrackSource.CAMERA],
  screen: [TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO],
};

/**
 * What a participant may do who may send just these. LiveKit replaces all of it at once, so all of it is always said.
 * An empty list of sources would mean all of them to LiveKit.
 */
function grants(sources: readonly Source[]) {
  return {
    hidden: false,
    canSubscribe: true,
    canPublish: sources.length > 0,
    canPublishData: false,
    canUpdateMetadata: false,
    canPublishSources: sources.flatMap((source) => TRACKS[source]),
  };
}

const NO_RIGHTS = { ...grants([]), hidden: true, canSubscribe: false };

/** LiveKit checks which source a track says to be of, and not that a microphone's is a sound. */
function isDisguised({ source, type }: TrackInfo): boolean {
  const sound = source === TrackSource.MICROPHONE || source === TrackSource.SCREEN_SHARE_AUDIO;
  return type !== (sound ? TrackType.AUDIO : TrackType.VIDEO);
}

function sourcesOf(permission: ParticipantPermission | undefined): Source[] {
  if (!permission?.canPublish) return [];
  const { canPublishSources } = permission;
  return SOURCES.filter((source) => canPublishSources.length === 0 || canPublishSources.includes(TRACKS[source][0]));
}

/** In a token sources are lower-case names; none at all means every one. */
function claimedSources(canPublish: boolean | undefined, names: readonly unknown[] | undefined): Source[] {
  if (canPublish === false) return [];
  const known = (source: Source) => names?.includes(source === 'screen' ? 'screen_share' : source);
  return SOURCES.filter((source) => names === undefined || names.length === 0 || known(source));
}

function hasRights(permission: ParticipantPermission | undefined): boolean {
  return !permission?.hidden || permission.canSubscribe || permission.canPublish;
}

/** A connection's identity is its account: a second tab of the same account takes the first one's place. */
function parseIdentity(identity: string): number | null {
  return /^[1-9]\d{0,9}$/.test(identity) ? Number(identity) : null;
}

/** Null where LiveKit knows no such room or participant. */
async function unlessMissing<T>(request: Promise<T>): Promise<T | null> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof TwirpError && error.code === 'not_found') return null;
    throw error;
  }
}
