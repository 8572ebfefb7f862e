import { describe, expect, test } from 'vitest';
import { readElement } from './board-document.ts';

const common = {
  id: 'an-element',
  x: 10,
  y: -20.5,
  width: 100,
  height: 50,
  angle: 0,
  strokeColor: '#1e1e1e',
  backgroundColor: 'transparent',
  fillStyle: 'solid',
  strokeWidth: 2,
  strokeStyle: 'solid',
  roughness: 1,
  opacity: 100,
  roundness: { type: 3 },
  seed: 1,
  version: 3,
  versionNonce: 4,
  updated: 1_700_000_000_000,
  index: 'a0',
  isDeleted: false,
  groupIds: [],
  frameId: null,
  boundElements: [],
  link: null,
  locked: false,
};
const line = {
  ...common,
  type: 'line',
  points: [
    [0, 0],
    [10, 5],
  ],
  lastCommittedPoint: null,
  startBinding: null,
  endBinding: null,
  startArrowhead: null,
  endArrowhead: null,
};
const text = {
  ...common,
  type: 'text',
  text: 'A',
  originalText: 'A',
  fontSize: 20,
  fontFamily: 5,
  textAlign: 'left',
  verticalAlign: 'top',
  containerId: null,
  autoResize: true,
  lineHeight: 1.25,
};
const fileId = '5f5c2f4e-6f3e-4a70-9a39-0a6a3c0de111';
const ELEMENTS = [
  ...['rectangle', 'diamond', 'ellipse'].map((type) => ({ ...common, type })),
  line,
  { ...line, type: 'arrow', elbowed: true, endArrowhead: 'triangle', fixedSegments: null, startIsSpecial: null },
  {
    ...common,
    type: 'freedraw',
    points: [[0, 0]],
    pressures: [0.5],
    simulatePressure: false,
    lastCommittedPoint: null,
  },
  text,
  { ...common, type: 'image', fileId, status: 'saved', scale: [1, -1], crop: null },
  { ...common, type: 'frame', name: 'A frame' },
];

test.each(ELEMENTS)('a whole $type is taken as it is', (element) => {
  expect(readElement(element)).toEqual(element);
});

describe('what is not taken', () => {
  test.each(['iframe', 'embeddable', 'magicframe', 'selection', 'script', '__proto__'])(
    'an element of type %s',
    (type) => {
      expect(readElement({ ...common, type })).toBeNull();
    },
  );

  test('what is no element', () => {
    for (const found of [null, undefined, 1, 'text', [], {}, { type: 'text' }]) expect(readElement(found)).toBeNull();
  });

  test('a property that has no business there, while the element is', () => {
    const read = readElement({ ...text, customData: { generationData: { html: '<script>' } }, srcdoc: '<script>' });
    expect(read).toEqual(text);
  });

  test.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'JavaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    '//example.org',
    '/api/me/',
    'https://',
    `https://example.org/${'x'.repeat(2_000)}`,
    { toString: 'javascript:alert(1)' },
  ])('the link %s, while the element is', (link) => {
    expect(readElement({ ...text, link })).toEqual(text);
  });

  test.each(['https://example.org/a?b#c', 'http://localhost:3000', 'mailto:ines@example.org'])('but %s is', (link) => {
    expect(readElement({ ...text, link })).toEqual({ ...text, link });
  });

  test.each(['url(https://example.org/x)', 'red;background:url(x)', '"><script>', 'var(--x)', 'x'.repeat(65)])(
    'the colour %s',
    (strokeColor) => expect(readElement({ ...text, strokeColor })).toBeNull(),
  );

  test('numbers that no board has, and texts without end', () => {
    for (const x of [Number.NaN, Number.POSITIVE_INFINITY, 1e300, '10', null]) {
      expect(readElement({ ...text, x }), `${x}`).toBeNull();
    }
    expect(readElement({ ...text, text: 'x'.repeat(10_001) })).toBeNull();
    expect(readElement({ ...line, points: Array(2_001).fill([0, 0]) })).toBeNull();
    expect(
      readElement({ ...common, type: 'image', fileId: '../../etc/passwd', status: 'saved', scale: [1, 1] }),
    ).toBeNull();
  });
});

describe('a pattern that would hold up whoever sees it is drawn plain', () => {
  const hatched = { ...common, type: 'rectangle', fillStyle: 'cross-hatch', strokeStyle: 'dashed' };
  const scribble = (count: number, size: number) => ({
    ...line,
    fillStyle: 'hachure',
    points: Array.from({ length: count }, (_, at) => [(at % 2) * size, at]),
  });
  test.each([
    ['one of any usual size stays', hatched, 'cross-hatch', 'dashed'],
    ['one of a million units', { ...hatched, width: 1_000_000 }, 'solid', 'solid'],
    ['one that is large the other way', { ...hatched, height: -50_000 }, 'solid', 'dashed'],
    ['one whose lines have no distance', { ...hatched, strokeWidth: 0 }, 'solid', 'dashed'],
    ['one in an outline like a scribble stays', scribble(500, 1_000), 'hachure', 'solid'],
    ['one in an outline of thousands of long lines', scribble(2_000, 10_000), 'solid', 'solid'],
  ])('%s', (_what, found, fillStyle, strokeStyle) => {
    expect(readElement(found)).toMatchObject({ fillStyle, strokeStyle });
  });
});
