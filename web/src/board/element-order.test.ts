import { expect, test } from 'vitest';
import { inOrder, isIndex, spreadIndex } from './element-order.ts';

test('the order is by index, then by id; without an index on top', () => {
  const placed = [
    { id: 'd', index: null },
    { id: 'c', index: 'a1' },
    { id: 'b', index: 'a1' },
    { id: 'a', index: 'a2' },
    { id: 'z', index: 'Zz' },
  ];
  expect(placed.sort(inOrder).map(({ id }) => id)).toEqual(['z', 'b', 'c', 'a', 'd']);
});

test.each(['a0', 'a1V', 'Zz', 'b00', 'a5k3Q', 'zZZZZZZZZZZZZZZZZZZZZZZZZZZ'])('%s is an index', (text) => {
  expect(isIndex(text)).toBe(true);
});

test.each(['', 'a', 'b0', 'a10', 'a1 ', '1a', 'a<script>', `A${'0'.repeat(26)}`, `a1${'V'.repeat(500)}`])(
  '%s is none',
  (text) => {
    expect(isIndex(text)).toBe(false);
  },
);

test('an index is spread a little, once, and never past the next', () => {
  const spread = spreadIndex('a5', 'a6', () => 0.5);
  expect(isIndex(spread)).toBe(true);
  expect(spread > 'a5' && spread < 'a6').toBe(true);
  expect(spreadIndex(spread, 'a6', () => 0.5)).toBe(spread);
  expect(spreadIndex('a5', 'a51', () => 0.5)).toBe('a5');
  expect(spreadIndex('a5', null, () => 0)).toBe('a5111');
});
