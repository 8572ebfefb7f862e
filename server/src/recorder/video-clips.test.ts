import { expect, test } from 'vitest';
import { createNotingShelf } from '#testing/noting-shelf.ts';
import { createVideoClips } from './video-clips.ts';

test('what comes in the last moment that may be written does not make the clip longer than that', () => {
  for (const last of [980, 999.9, 1_000]) {
    const { clips, shelf } = createNotingShelf();
    const pictures = createVideoClips({
      ...{ account_id: 1, source: 'camera', codec: 'vp8', shelf },
      until: (at) => (at < 1_000 ? 1_000 : null),
    });
    for (const at of [0, 40, 80, last, last]) {
      const frame = {
        data: Buffer.of(1),
        key: at === 0 || at === last,
        size: { width: 320, height: 180 },
        setup: null,
      };
      pictures.take({ ...frame, timestamp: at * 90, arrived: at }, at);
    }
    pictures.end(1_000);
    expect(clips).toEqual([{ from: 0, to: 1_000 }]);
  }
});
