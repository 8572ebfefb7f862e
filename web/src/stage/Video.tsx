import { useEffect, useRef } from 'react';
import type { Picture } from '#live/person-media.ts';

/** A moving picture. `mirrored`: the own one, as in a mirror, so that left is left. */
export function Video({
  picture,
  mirrored,
  className,
}: {
  picture: Picture;
  mirrored: boolean;
  className?: string | undefined;
}) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    picture.attach(video);
    return () => {
      picture.detach(video);
    };
  }, [picture]);
  return (
    <video
      ref={element}
      className={className}
      autoPlay
      playsInline
      muted
      style={mirrored ? { transform: 'scaleX(-1)' } : undefined}
    />
  );
}
