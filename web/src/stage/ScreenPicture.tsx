import { useEffect, useRef } from 'react';
import type { Picture } from '#live/person-media.ts';
import type { Space } from './grid-layout.ts';
import classes from './ScreenView.module.css';
import type { Placed } from './screen-zoom.ts';

/**
 * How wide the element is made, in pixels, before it is scaled to where it is seen. The media engine sends what suits the
 * element's own size: so this gets the sharpest there is, also of a screen that is scaled down or not yet known.
 */
const NOMINAL = 3_840;
/** In a box of less than this, in pixels of the device, no text can be read anyway: what suits the box is enough. */
const SMALL = 640;

interface ScreenPictureProps {
  picture: Picture;
  size: Space;
  box: Space;
  at: Placed;
  onSize: (size: Space) => void;
}

/** The moving picture of a screen, at its place. */
export function ScreenPicture({ picture, size, box, at, onSize }: ScreenPictureProps) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    const tell = () => video.videoWidth > 0 && onSize({ width: video.videoWidth, height: video.videoHeight });
    video.addEventListener('resize', tell);
    picture.attach(video);
    tell();
    return () => {
      video.removeEventListener('resize', tell);
      picture.detach(video);
    };
  }, [picture, onSize]);
  const isSmall = box.width * window.devicePixelRatio < SMALL;
  const nominal = isSmall && at.width > 0 ? at.width : NOMINAL;
  return (
    <video
      ref={element}
      className={classes.video}
      autoPlay
      playsInline
      muted
      style={{
        width: nominal,
        height: (nominal * size.height) / size.width,
        transform: `translate(${at.left}px, ${at.top}px) scale(${at.width / nominal})`,
      }}
    />
  );
}
