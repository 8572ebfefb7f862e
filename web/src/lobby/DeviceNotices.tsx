import { Suspense } from 'react';
import { unseen } from '#live/device-news.ts';
import type { OwnMedia, OwnMediaState } from '#live/own-media.ts';
import { lazyPart } from '#ui/lazy-part.ts';

// Most people never see any.
const { Part: DeviceNoticeList } = lazyPart(async () => (await import('./DeviceNoticeList.tsx')).DeviceNoticeList);

export interface DeviceNoticesProps {
  own: OwnMedia;
  state: OwnMediaState;
  /** Comes in with whatever works; null where that is not possible now. */
  onJoin: (() => void) | null;
}

/** What is the matter with the own devices, and what has happened to them. */
export function DeviceNotices(props: DeviceNoticesProps) {
  const { microphone, camera, speaker, talks_unheard, background_trouble } = props.state;
  const troubled = microphone.trouble ?? camera.trouble ?? background_trouble;
  const news = [microphone, camera, speaker].some((one) => unseen(one.news));
  if (!troubled && !news && !talks_unheard) return null;
  return (
    <Suspense>
      <DeviceNoticeList {...props} />
    </Suspense>
  );
}
