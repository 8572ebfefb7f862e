import { expect, test } from 'vitest';
import { MOST_TILES, onStage } from './on-stage.ts';

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: index + 100,
    user: { id: index + 1, first_name: 'P', last_name: String(index), username: `p${index}` },
    joined_at: '2026-01-01T00:00:00.000Z',
    audio_enabled: false,
    video_enabled: false,
    screen_enabled: false,
  }));

test('one stands last oneself', () => {
  expect(onStage(people(3), 1).shown.map((one) => one.user.id)).toEqual([2, 3, 1]);
});

test('up to 25 all have a tile', () => {
  expect(onStage(people(25), 1)).toMatchObject({ more: 0, shown: { length: 25 } });
});

test('of more, the last tile says how many, and one still sees oneself', () => {
  const { shown, more } = onStage(people(40), 40);
  expect(shown).toHaveLength(MOST_TILES - 1);
  expect(more).toBe(16);
  expect(shown.at(-1)?.user.id).toBe(40);
});
