import { expect, test } from 'vitest';
import { roomTrouble } from './room-trouble.ts';

test.each([
  ['connected', true, null],
  ['connected', false, 'server'],
  ['resuming', true, 'engine'],
  ['resuming', false, 'server'],
  ['reconnecting', true, 'media'],
  ['reconnecting', false, 'both'],
  ['connecting', true, 'connecting'],
  ['connecting', false, 'both'],
] as const)('media %s, server reached: %s -> %s', (media, current, trouble) => {
  expect(roomTrouble(media, current)).toBe(trouble);
});
