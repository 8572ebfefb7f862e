import { createFileTarget } from './clip-target.ts';
import { mendMp4 } from './mend-mp4.ts';
import { mendWebm } from './mend-webm.ts';
import type { MendClip } from './mended-clip.ts';

/** Takes as long as reading the heads of what was flushed at once, two a second: nothing of the media is copied. */
export const mendClip: MendClip = async (file) => {
  const target = createFileTarget(file, 'r+');
  try {
    return file.endsWith('.mp4') ? mendMp4(target) : mendWebm(target);
  } finally {
    target.close();
  }
};
