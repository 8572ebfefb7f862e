import type { MediaAccess } from '@lectern/contract';
import { comeIn, type Member } from '../lectern/class.ts';
import { openLiveKitPage } from '../lectern/livekit-page.ts';
import type { Place, Subject } from './subject.ts';

/** livekit-client with the same settings as ours, and a video element for each picture: no framework, no list, no names. */
export function bareSubject(origin: string, session: number, member: Member): Subject {
  return {
    name: 'bare',
    async enter(context, places) {
      const access = await comeIn(session, member);
      const page = await openLiveKitPage(context, origin);
      await page.evaluate(showAll, { access, places });
      return page;
    },
    async leave() {
      await member.api.post(`/api/sessions/${session}/leave_live/`);
    },
  };
}

/** Runs in the page: must not use anything outside itself. */
async function showAll({ access, places }: { access: MediaAccess; places: Place[] }): Promise<void> {
  document.body.style.background = '#12161a';
  const free = [...places];
  const room = new LivekitClient.Room({ adaptiveStream: true, dynacast: true });
  room.on('trackSubscribed', (track) => {
    if (track.kind === 'audio') {
      document.body.append(track.attach());
      return;
    }
    const place = free.shift();
    if (!place) return;
    const video = document.createElement('video');
    video.muted = true;
    const { left, top, width, height } = place;
    const pixels = { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` };
    Object.assign(video.style, { position: 'absolute', objectFit: 'cover', ...pixels });
    document.body.append(video);
    track.attach(video);
  });
  await room.connect(new URL(access.url, location.href.replace(/^http/, 'ws')).href, access.token);
}
