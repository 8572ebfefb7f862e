import { expect, test } from 'vitest';
import { createOpusLine, OPUS_SILENCE, opusSamples } from './opus-line.ts';

const speech = (number: number) => Buffer.of(0x78, number);

function subject() {
  const laid: { what: number | 'silence'; sample: number }[] = [];
  const line = createOpusLine((packet, sample) =>
    laid.push({ what: packet === OPUS_SILENCE ? 'silence' : (packet[1] ?? 0), sample }),
  );
  /** What was written, in 20 ms each. */
  const what = () => {
    expect(laid.map((one) => one.sample)).toEqual(laid.map((_, index) => index * 960));
    return laid.map((one) => one.what);
  };
  return { line, what };
}

test('a packet tells how long it is', () => {
  expect(opusSamples(OPUS_SILENCE)).toBe(960);
  expect(opusSamples(Buffer.of(0x78))).toBe(960);
  expect(opusSamples(Buffer.of(0x18))).toBe(2_880);
  expect(opusSamples(Buffer.of(0x03, 3))).toBe(1_440);
  expect(opusSamples(Buffer.of(0xe1))).toBe(240);
  expect(opusSamples(Buffer.of())).toBe(0);
});

test('what is not sent in a silence, in a mute or because it was lost, is silence', () => {
  const { line, what } = subject();
  line.take(speech(1), 0, 5_000);
  line.take(speech(2), 960, 5_960);
  line.take(speech(3), 960 * 5, 5_000 + 960 * 5);
  line.fillTo(960 * 7 + 900);
  expect(what()).toEqual([1, 2, 'silence', 'silence', 'silence', 3, 'silence']);
});

test('what comes a little early or late by the clock stays where it is', () => {
  const { line, what } = subject();
  for (const [index, off] of [0, 500, -700, 900, -900].entries())
    line.take(speech(index), index * 960 + off, index * 960);
  expect(what()).toEqual([0, 1, 2, 3, 4]);
});

test('a slow clock plays 20 ms twice now and then, a fast one leaves 20 ms out', () => {
  for (const per_packet of [961, 959]) {
    const { line, what } = subject();
    for (let index = 0; index < 1_000; index++) line.take(speech(index & 255), index * per_packet, index * 960);
    expect(what()).not.toContain('silence');
    expect(Math.abs(what().length - Math.round((1_000 * per_packet) / 960))).toBeLessThanOrEqual(1);
    expect(what()).not.toHaveLength(1_000);
  }
});
