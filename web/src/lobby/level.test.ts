import { expect, test } from 'vitest';
import { level } from './level.ts';

test('silence is nothing', () => {
  expect(level(new Float32Array(64))).toBe(0);
  expect(level(new Float32Array(0))).toBe(0);
});

test('the loudest there is fills the meter', () => {
  expect(level(new Float32Array(64).fill(1))).toBe(1);
});

test('louder is never less', () => {
  const levels = [0.001, 0.01, 0.1, 0.5].map((loudness) => level(new Float32Array(64).fill(loudness)));
  expect(levels).toEqual([...levels].sort((one, other) => one - other));
  expect(levels[2]).toBeGreaterThan(0.5);
});
