import { describe, expect, test } from 'vitest';
import { judge } from './incoming.ts';
import { nextRepair, type Progress, progressOf, type Repair } from './repair.ts';

/** The stages of a repair over the seconds, with this progress in all of them. */
function stages(progress: Progress, seconds: number): (Repair['stage'] | null)[] {
  let repair: Repair | null = { stage: 'asking', since: 0 };
  return Array.from({ length: seconds }, (_, index) => {
    repair &&= nextRepair(repair, progress, (index + 1) * 1_000);
    return repair?.stage ?? null;
  });
}

describe('a repair', () => {
  test('is over once the sound is back', () => {
    for (const stage of ['asking', 'renewing', 'failed'] as const) {
      expect(nextRepair({ stage, since: 0 }, 'back', 1)).toBeNull();
    }
  });

  test('asks first, then makes the connection anew, and then says that it failed', () => {
    expect(stages('lacking', 24)).toEqual([
      ...Array(6).fill('asking'),
      ...Array(15).fill('renewing'),
      ...Array(3).fill('failed'),
    ]);
  });

  test('makes no new connection while nobody knows whether it helped, and is let be at last', () => {
    expect(stages('unclear', 16)).toEqual([...Array(14).fill('asking'), null, null]);
  });
});

test('how far a repair is shows in what is judged', () => {
  let level = 0;
  const looked = (path: 'open' | 'none', energy = 0) => {
    level += 0.1;
    return { path, speaking: true, level, count: { packets: 1, energy } };
  };
  expect(progressOf(undefined, false)).toBe('unclear');
  // The microphone is off: there is nothing to repair.
  expect(progressOf(undefined, true)).toBe('back');
  const first = judge(undefined, looked('open'), 0);
  expect(progressOf(first, true)).toBe('unclear');
  expect(progressOf(judge(first, looked('open'), 1_000), true)).toBe('lacking');
  const gone = judge(first, looked('none'), 1_000);
  expect(progressOf(gone, true)).toBe('lacking');
  const coming = judge(gone, looked('open', 1), 1_000);
  expect(progressOf(coming, true)).toBe('unclear');
  expect(progressOf(judge(coming, looked('open', 2), 1_000), true)).toBe('back');
});
