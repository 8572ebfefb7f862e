import { Suspense } from 'react';
import { lazyPart } from '#ui/lazy-part.ts';
import type { DeviceTroubleProps } from './DeviceTroubleBanner.tsx';

// Most people never see it.
const { Part: DeviceTroubleBanner } = lazyPart(
  async () => (await import('./DeviceTroubleBanner.tsx')).DeviceTroubleBanner,
);

/** What is wrong with a device, beside it. */
export function DeviceTroubleNotice(props: DeviceTroubleProps) {
  return (
    <Suspense>
      <DeviceTroubleBanner {...props} />
    </Suspense>
  );
}
