import { expect, test } from 'vitest';
import { blurParts, blurWay, offersBlur } from './blur-way.ts';

const all = { frames: true, canvas: true, wasm: true };
const none = { frames: false, canvas: false, wasm: false };

test('a system that blurs on demand does it rather than we', () => {
  expect(blurWay({ backgroundBlur: [false, true] }, all)).toBe('system');
  expect(blurWay({ backgroundBlur: [true, false] }, none)).toBe('system');
});

test.each([[[true]], [[false]], [[]], [undefined]])('%j is no demand that a page can make', (backgroundBlur) => {
  const camera = backgroundBlur ? { backgroundBlur } : {};
  expect(blurWay(camera, all)).toBe('ours');
  expect(blurWay(camera, none)).toBeNull();
});

test.each(['frames', 'canvas', 'wasm'] as const)('without %s there is nothing to offer', (part) => {
  expect(offersBlur(null, all)).toBe(true);
  expect(offersBlur(null, { ...all, [part]: false })).toBe(false);
});

test('the smallest module with vectors is one', () => {
  expect(blurParts()).toEqual({ frames: false, canvas: false, wasm: true });
});
