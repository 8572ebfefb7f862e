import { type Room, RoomEvent, Track } from 'livekit-client';

/** Whether the server has given this connection its rights. */
export function hasRights(room: Room): boolean {
  return room.localParticipant.permissions?.canSubscribe ?? false;
}

/** True once a waiting connection has its rights; false where that takes longer than `patience`, or it ends. */
export async function whenRaised(room: Room, patience: number): Promise<boolean> {
  return whenPermitted(room, () => hasRights(room), patience);
}

/** True once the server lets this be sent; false where that takes longer than `patience`, or the connection ends. */
export async function whenMaySend(room: Room, source: Track.Source, patience: number): Promise<boolean> {
  const wanted = Track.sourceToProto(source);
  const may = () => room.localParticipant.permissions?.canPublishSources.includes(wanted) ?? false;
  return whenPermitted(room, may, patience);
}

async function whenPermitted(room: Room, isPermitted: () => boolean, patience: number): Promise<boolean> {
  if (isPermitted()) return true;
  return new Promise((resolve) => {
    const settle = (permitted: boolean) => {
      clearTimeout(timer);
      room.off(RoomEvent.ParticipantPermissionsChanged, look).off(RoomEvent.Disconnected, giveUp);
      resolve(permitted);
    };
    const look = () => isPermitted() && settle(true);
    const giveUp = () => settle(false);
    const timer = setTimeout(giveUp, patience);
    room.on(RoomEvent.ParticipantPermissionsChanged, look).on(RoomEvent.Disconnected, giveUp);
  });
}

/** Resolves when all that is received of the others now is here, and after `patience` at the latest. */
export async function whenReceiving(room: Room, patience: number): Promise<void> {
  const everybody = [...room.remoteParticipants.values()];
  const awaited = everybody.flatMap((one) => [...one.trackPublications.values()]);
  const isHere = () => awaited.every(({ track, isDesired }) => track !== undefined || !isDesired);
  if (isHere()) return;
  await new Promise<void>((resolve) => {
    const settle = () => {
      clearTimeout(timer);
      room.off(RoomEvent.TrackSubscribed, look).off(RoomEvent.Disconnected, settle);
      resolve();
    };
    const look = () => isHere() && settle();
    const timer = setTimeout(settle, patience);
    room.on(RoomEvent.TrackSubscribed, look).on(RoomEvent.Disconnected, settle);
  });
}
