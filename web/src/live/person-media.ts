import { ConnectionQuality, type Participant, type Room, Track } from 'livekit-client';

/** Something that can be shown in a video element. */
export interface Picture {
  attach: (element: HTMLMediaElement) => unknown;
  detach: (element: HTMLMediaElement) => unknown;
}

/** How well somebody's connection carries picture and sound. */
export type LinkQuality = 'good' | 'poor' | 'lost';

/** What comes from one person now. */
export interface PersonMedia {
  /** The camera's picture, where it is received here. */
  picture: Picture | null;
  /** The shared screen, where it is received here. */
  screen: Picture | null;
  /** The camera is on, whether or not its picture is received here; so with the screen. */
  camera: boolean;
  sharing: boolean;
  microphone: boolean;
  speaking: boolean;
  quality: LinkQuality;
}

export type PeopleMedia = ReadonlyMap<number, PersonMedia>;

/**
 * What comes from each account that is connected, by its id. Whoever is as before is the same object as before, and
 * where nobody changed so is the whole: in a large room somebody begins to speak every moment, and the others' tiles
 * need not be drawn again for that.
 */
export function readPeople(
  room: Pick<Room, 'localParticipant' | 'remoteParticipants'>,
  before: PeopleMedia,
): PeopleMedia {
  const everybody: Participant[] = [room.localParticipant, ...room.remoteParticipants.values()];
  let changed = everybody.length !== before.size;
  const now = new Map<number, PersonMedia>();
  for (const participant of everybody) {
    // An identity is the account's id in digits.
    const id = Number(participant.identity);
    const known = before.get(id);
    const read = personMedia(participant);
    const same = known !== undefined && isSame(known, read);
    if (!same) changed = true;
    now.set(id, same ? known : read);
  }
  return changed ? now : before;
}

function personMedia(participant: Participant): PersonMedia {
  const camera = participant.getTrackPublication(Track.Source.Camera);
  const screen = participant.getTrackPublication(Track.Source.ScreenShare);
  const microphone = participant.getTrackPublication(Track.Source.Microphone);
  return {
    picture: camera && !camera.isMuted ? (camera.videoTrack ?? null) : null,
    screen: screen && !screen.isMuted ? (screen.videoTrack ?? null) : null,
    camera: camera !== undefined && !camera.isMuted,
    sharing: screen !== undefined && !screen.isMuted,
    microphone: microphone !== undefined && !microphone.isMuted,
    speaking: participant.isSpeaking,
    quality: linkQuality(participant.connectionQuality),
  };
}

function linkQuality(quality: ConnectionQuality): LinkQuality {
  switch (quality) {
    case ConnectionQuality.Poor:
      return 'poor';
    case ConnectionQuality.Lost:
      return 'lost';
    case ConnectionQuality.Excellent:
    case ConnectionQuality.Good:
    case ConnectionQuality.Unknown:
      return 'good';
    default:
      return quality satisfies never;
  }
}

function isSame(one: PersonMedia, other: PersonMedia): boolean {
  return (
    one.picture === other.picture &&
    one.screen === other.screen &&
    one.camera === other.camera &&
    one.sharing === other.sharing &&
    one.microphone === other.microphone &&
    one.speaking === other.speaking &&
    one.quality === other.quality
  );
}
