import { Suspense } from 'react';
import { lazyPart } from '#ui/lazy-part.ts';
import type { DeviceSelectsProps } from './DeviceSelects.tsx';

// Nothing can be chosen before a device has been used: until then it is not needed.
const { Part: DeviceSelects } = lazyPart(async () => (await import('./DeviceSelects.tsx')).DeviceSelects);

/** Which of several devices to use. */
export function DeviceChoices(props: DeviceSelectsProps) {
  const { microphones, cameras, speakers } = props.state;
  if (microphones.length + cameras.length + speakers.length === 0) return null;
  return (
    <Suspense>
      <DeviceSelects {...props} />
    </Suspense>
  );
}
