import { expect, test } from 'vitest';
import { recordedQuality } from './recorded-quality.ts';

test('screens are recorded as they come, cameras the smaller the more there are, who is shown large better', () => {
  const of = (cameras: number, prominent: boolean) =>
    recordedQuality({ account_id: 1, source: 'camera' }, cameras, new Set(prominent ? [1] : [2]));
  expect([4, 5, 9, 10, 25].map((cameras) => of(cameras, false))).toEqual(['high', 'medium', 'medium', 'low', 'low']);
  expect([4, 5, 9, 10, 25].map((cameras) => of(cameras, true))).toEqual(['high', 'high', 'high', 'medium', 'medium']);
  expect(recordedQuality({ account_id: 1, source: 'screen' }, 25, new Set())).toBe('high');
});
