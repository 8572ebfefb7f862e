import { expect, test } from 'vitest';
import { Pace, rest, type Verdict } from './pace.ts';

/** Frames that cost that much each, one after the other with what rest there is, until something else than "go on" is said. */
function verdictOf(took: number, width: number, seconds: number, pace = new Pace()): Verdict {
  for (let at = took; at < seconds * 1_000; at += took + rest(took)) {
    const verdict = pace.note({ took, at, width });
    if (verdict !== 'go_on') return verdict;
  }
  return 'go_on';
}

test('what is quick enough goes on for ever as it is', () => {
  expect(verdictOf(20, 1280, 600)).toBe('go_on');
  expect(verdictOf(120, 640, 600)).toBe('go_on');
});

test('a large picture that costs much is made smaller, but not for one slow moment', () => {
  expect(verdictOf(80, 1280, 2)).toBe('go_on');
  expect(verdictOf(80, 1280, 4)).toBe('make_smaller');
});

test('what stands rather than moves is given up, but not for a few seconds of it', () => {
  expect(verdictOf(400, 640, 8)).toBe('go_on');
  expect(verdictOf(400, 640, 12)).toBe('give_up');
});

test('a bad time that passed is forgotten', () => {
  const pace = new Pace();
  const note = (took: number, at: number) => pace.note({ took, at, width: 640 });
  for (const at of [400, 3_500, 7_000]) expect(note(400, at)).toBe('go_on');
  for (const at of [10_100, 13_200, 16_300]) expect(note(20, at)).toBe('go_on');
  for (const at of [20_000, 23_100]) expect(note(400, at)).toBe('go_on');
});

test('a third of the time is left to the call', () => {
  expect(rest(20)).toBeCloseTo(10);
});
