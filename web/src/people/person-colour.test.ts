import { expect, test } from 'vitest';
import { personColour } from './person-colour.ts';

const luminance = (hex: string) => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: string, other: string) => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

test('white text reads well on every colour, and each stands out from a light and from a dark background', () => {
  for (let id = 0; id < 1_000; id += 1) {
    const colour = personColour(id);
    expect(colour).toMatch(/^#[0-9a-f]{6}$/);
    expect(contrast(colour, '#ffffff'), `${id}: ${colour}`).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour, '#191e22'), `${id}: ${colour}`).toBeGreaterThanOrEqual(3);
  }
});

test('the same person has the same colour, and neighbours have others', () => {
  expect(personColour(7)).toBe(personColour(7));
  expect(new Set(Array.from({ length: 12 }, (_, id) => personColour(id))).size).toBe(12);
});
