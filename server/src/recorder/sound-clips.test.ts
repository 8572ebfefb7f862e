import { expect, test } from 'vitest';
import { createNotingShelf } from '#testing/noting-shelf.ts';
import { createSoundClips } from './sound-clips.ts';

const SOUND = Buffer.of(0x78, 1);

test('at the end of what may be written, nothing begins anew in what is written already', () => {
  const { clips, shelf } = createNotingShelf();
  const sound = createSoundClips({
    ...{ account_id: 1, source: 'microphone', shelf },
    until: (at) => (at < 1_030 ? 1_030 : null),
  });
  // At the end it is learned that all of it was sent a little earlier than was thought.
  for (let index = 0; index < 60; index += 1) {
    sound.take({ packet: SOUND, timestamp: index * 960 }, index < 51 ? index * 20 : index * 20 - 35);
  }
  sound.end(1_030);
  expect(clips).toEqual([{ from: 0, to: 1_020 }]);
});

test('what comes after a clip has ended, at once or later, is a clip of its own', () => {
  const { clips, shelf } = createNotingShelf();
  const sound = createSoundClips({ account_id: 1, source: 'microphone', shelf, until: () => 10_000 });
  for (const [index, at] of [0, 20, 40, 500].entries()) {
    if (at >= 40) sound.end(at);
    sound.take({ packet: SOUND, timestamp: index * 960 }, at);
  }
  sound.end(520);
  expect(clips.map(({ from }) => from)).toEqual([0, 40, 500]);
});
