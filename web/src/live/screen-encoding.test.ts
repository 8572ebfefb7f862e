import { expect, test } from 'vitest';
import { screenEncoding } from './screen-encoding.ts';

const sizes = (width: number, height: number) => {
  const { screenShareEncoding, screenShareSimulcastLayers = [] } = screenEncoding({ width, height });
  return { full: screenShareEncoding, smaller: screenShareSimulcastLayers };
};

test('all pixels at few pictures a second, and one layer of half the size', () => {
  const { full, smaller } = sizes(1_920, 1_080);
  expect(full).toEqual({ maxBitrate: 3_110_400, maxFramerate: 15 });
  expect(smaller).toHaveLength(1);
  expect(smaller[0]).toMatchObject({ width: 960, height: 540, encoding: { maxFramerate: 5 } });
  expect(screenEncoding({ width: 1_920, height: 1_080 }).degradationPreference).toBe('maintain-resolution');
});

test('a small window is still sharp, and a huge one leaves room for others', () => {
  expect(sizes(320, 200).full?.maxBitrate).toBe(1_000_000);
  expect(sizes(2_560, 1_600).full?.maxBitrate).toBe(5_000_000);
  // Upright, as a phone's window on a desktop.
  expect(sizes(600, 1_200).smaller[0]).toMatchObject({ width: 300, height: 600 });
});
