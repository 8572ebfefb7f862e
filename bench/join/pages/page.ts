import {
  createLocalTracks,
  type LocalTrack,
  type RemoteTrackPublication,
  Room,
  RoomEvent,
  Track,
  VideoPresets,
} from 'livekit-client';

/**
 * One page for every part of the bench; the address says which:
 * publish (sends from the start), onclick (A), before (B), raised (C'), move (sends sound unless it is to be silent, and goes to another room when told).
 */
const query = new URLSearchParams(location.search);
const role = query.get('role');
const roomName = query.get('room') ?? '';
const identity = query.get('identity') ?? '';
const url = query.get('url') ?? '';
const withCamera = query.get('camera') === '1';
const silent = query.get('silent') === '1';

const video = document.querySelector('video');
const button = document.querySelector<HTMLButtonElement>('#join');
if (video === null || button === null) throw new Error('The page lost its elements');

async function post(path: string, room = roomName): Promise<string> {
  const response = await fetch(`${path}?room=${room}&identity=${identity}&role=${role}`, { method: 'POST' });
  if (!response.ok) throw new Error(await response.text());
  return response.text();
}

const room = new Room({
  adaptiveStream: true,
  dynacast: true,
  videoCaptureDefaults: { resolution: VideoPresets.h720.resolution },
  // The fake microphone beeps; with silence suppression the first packet would depend on where in the beep one comes in.
  publishDefaults: { dtx: false },
});
for (const event of [
  RoomEvent.ParticipantPermissionsChanged,
  RoomEvent.ParticipantConnected,
  RoomEvent.TrackSubscribed,
]) {
  room.on(event, () => performance.mark(event));
}
// The picture is attached to an element that has its size already: attached first and shown later, adaptive stream would ask to pause,
// then for the largest layer, then for the right one, and each costs a key frame.
room.on(RoomEvent.TrackSubscribed, (track) => {
  if (track.kind === Track.Kind.Video) track.attach(video);
  else track.attach();
});

const allowed = new Promise<void>((resolve) => {
  room.on(RoomEvent.ParticipantPermissionsChanged, () => {
    if (room.localParticipant.permissions?.canPublish === true) resolve();
  });
});

declare global {
  interface Window {
    goTo: (room: string) => Promise<void>;
  }
}

let tracks: LocalTrack[] = [];
if (withCamera || role === 'publish') tracks = await createLocalTracks({ audio: true, video: true });
const publish = () => Promise.all(tracks.map((track) => room.localParticipant.publishTrack(track)));

function remotePublications(): RemoteTrackPublication[] {
  return [...room.remoteParticipants.values()].flatMap((one) => [...one.trackPublications.values()]);
}

const start: Record<string, () => Promise<unknown>> = {
  onclick: async () => {
    await room.connect(url, await post('/token'));
    performance.mark('connected');
    await publish();
  },
  before: async () => {
    for (const publication of remotePublications()) publication.setSubscribed(true);
    await publish();
  },
  raised: async () => {
    // The answer and the new rights come by different ways, in either order; publishing before the rights are here throws.
    await Promise.all([post('/raise'), allowed]);
    performance.mark('raised');
    await publish();
  },
};

if (role === 'move') {
  if (!silent) tracks = await createLocalTracks({ audio: true });
  window.goTo = async (name) => {
    await room.disconnect(false);
    await room.connect(url, await post('/token', name));
    await publish();
  };
}

if (role === 'publish' || role === 'move') {
  await room.connect(url, await post('/token'));
  await publish();
} else if (role !== 'onclick') {
  await room.connect(url, await post('/token'), { autoSubscribe: role === 'raised' });
}

button.addEventListener('click', () => void start[role ?? '']?.());
button.disabled = false;
document.body.dataset.ready = 'true';
