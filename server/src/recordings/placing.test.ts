import { recordedDuration, recordedSeconds, type Span } from '@lectern/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeClip, placeSpeech } from './placing.ts';

const BASE = Date.UTC(2030, 0, 1, 10);
const ms = (seconds: number) => BASE + seconds * 1000;
const span = (from: number, to: number): Span => ({
  started_at: new Date(ms(from)).toISOString(),
  ended_at: new Date(ms(to)).toISOString(),
});

/** Recorded from 10 to 20 and from 50 to 80: forty seconds. */
const SPANS = [span(10, 20), span(50, 80)];

test.each([
  ['inside the first', 12, 18, { from_ms: 2_000, to_ms: 8_000 }],
  ['the whole first', 10, 20, { from_ms: 0, to_ms: 10_000 }],
  ['over the end of the first, where the recorder was lost', 15, 21.5, { from_ms: 5_000, to_ms: 10_000 }],
  ['inside the second', 60, 70, { from_ms: 20_000, to_ms: 30_000 }],
  ['begun a moment before the second', 49.9, 70, { from_ms: 9_900, to_ms: 30_000 }],
  ['begun a moment before the recording', 9.9, 15, { from_ms: 0, to_ms: 5_000 }],
  ['reaching from the first far into the second', 18, 75, { from_ms: -1, to_ms: 35_000 }],
  ['in the pause', 25, 45, null],
  ['just from the end of the first to the beginning of the second', 20, 50, null],
  ['after it all', 80, 90, null],
  ['empty', 15, 15, null],
] as const)('a file %s', (_, from, to, placed) => {
  const expected = placed && { ...placed, from_ms: Math.max(0, placed.from_ms) };
  expect(placeClip(SPANS, ms(from), ms(to))).toEqual(expected);
});

const anySpans = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 1, max: 60_000 })), { maxLength: 6 })
  .map((pairs) => {
    let at = BASE;
    return pairs.map(([gap, length]): Span => {
      const from = at + gap;
      at = from + length;
      return { started_at: new Date(from).toISOString(), ended_at: new Date(at).toISOString() };
    });
  });
const anyStretch = fc.tuple(fc.integer({ min: 0, max: 400_000 }), fc.integer({ min: 0, max: 60_000 }));

test('any file lies within the recording, and is never longer than it was written', () => {
  fc.assert(
    fc.property(anySpans, anyStretch, (spans, [start, length]) => {
      const [from, to] = [BASE + start, BASE + start + length];
      const placed = placeClip(spans, from, to);
      const captured = recordedSeconds(spans, to) - recordedSeconds(spans, from);
      expect(placed === null).toBe(captured <= 0);
      if (!placed) return;
      expect(placed.from_ms).toBeGreaterThanOrEqual(0);
      expect(placed.to_ms).toBeLessThanOrEqual(recordedDuration(spans) * 1000 + 0.001);
      expect(placed.to_ms).toBeGreaterThan(placed.from_ms - 0.001);
      expect(placed.to_ms - placed.from_ms).toBeLessThanOrEqual(length + 0.001);
    }),
  );
});

test('speech is by person and in order, without the pauses, and a breath does not part it', () => {
  const said = (account_id: number, from: number, to: number, breakout_id: number | null = null) => ({
    ...{ account_id, breakout_id, from: ms(from), to: ms(to) },
  });
  const spoke = [said(2, 12, 13), said(1, 18, 55), said(2, 13.2, 14), said(2, 30, 40), said(2, 70, 71)];
  expect(placeSpeech(SPANS, spoke)).toEqual([
    [1, 8_000, 15_000],
    [2, 2_000, 4_000],
    [2, 30_000, 31_000],
  ]);
});

test('speech in a breakout is told apart from that in the main room, however close they are', () => {
  const said = (account_id: number, from: number, to: number, breakout_id: number | null) => ({
    ...{ account_id, breakout_id, from: ms(from), to: ms(to) },
  });
  expect(placeSpeech(SPANS, [said(2, 12, 13, 7), said(2, 13.1, 14, null), said(2, 11, 11.9, 7)])).toEqual([
    [2, 3_100, 4_000],
    [2, 1_000, 3_000, 7],
  ]);
});
