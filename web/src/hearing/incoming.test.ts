import { describe, expect, test } from 'vitest';
import { type Judgement, judge, type Look, needsCount } from './incoming.ts';

const SECOND = 1_000;
/** Half a minute in, so that nothing is at its beginning. */
const START = { packets: 1_500, energy: 3 };

/** What a speaker, a silence with DTX, and nothing at all add to the count in a second. */
const SPEECH = { packets: 50, energy: 0.01 };
const DTX = { packets: 3, energy: 1e-8 };
const NOTHING = { packets: 0, energy: 0 };

/** A microphone over the seconds: what comes of it in each, and whether the media engine says that its person speaks. */
class Microphone {
  judgement: Judgement | undefined;
  #count = START;
  #level = 0;

  second(come: typeof NOTHING, changes: Partial<Look> = {}, elapsed = SECOND): Judgement {
    this.#count = { packets: this.#count.packets + come.packets, energy: this.#count.energy + come.energy };
    // Of who speaks the engine says something new every moment.
    if (changes.speaking) this.#level = (this.#level + 0.1) % 1;
    const seen = { path: 'open' as const, speaking: false, level: this.#level, ...changes };
    const count = needsCount(seen, this.judgement) ? this.#count : null;
    this.judgement = judge(this.judgement, { ...seen, count, ...('count' in changes ? changes : {}) }, elapsed);
    return this.judgement;
  }

  seconds(number: number, come: typeof NOTHING, changes: Partial<Look> = {}): boolean[] {
    return Array.from({ length: number }, () => this.second(come, changes).missing);
  }

  /** Another track, whose count begins at nothing. */
  begunAnew(): void {
    this.#count = NOTHING;
  }
}

const speaking = { speaking: true };
const never = (missing: boolean[]) => missing.every((one) => !one);

describe('nothing is missed', () => {
  test('of who speaks and is heard', () => {
    expect(never(new Microphone().seconds(60, SPEECH, speaking))).toBe(true);
  });

  test('in silence, with few packets or none', () => {
    const one = new Microphone();
    expect(never(one.seconds(60, DTX))).toBe(true);
    expect(never(one.seconds(60, NOTHING))).toBe(true);
  });

  test('where somebody speaks with pauses, however the engine and the sound are out of step', () => {
    const one = new Microphone();
    for (let round = 0; round < 20; round += 1) {
      // The engine says so a moment later than the sound begins, and a moment longer than it lasts.
      expect(never(one.seconds(1, SPEECH))).toBe(true);
      expect(never(one.seconds(3, SPEECH, speaking))).toBe(true);
      expect(never(one.seconds(1, NOTHING, speaking))).toBe(true);
      expect(never(one.seconds(4, DTX))).toBe(true);
    }
  });

  test('while a microphone that has just been turned on is on its way', () => {
    const one = new Microphone();
    expect(never(one.seconds(2, NOTHING, { path: 'none' }))).toBe(true);
    expect(never(one.seconds(20, SPEECH, speaking))).toBe(true);
  });

  test('where the session lists a microphone that the engine tells of a little later', () => {
    const one = new Microphone();
    expect(never(one.seconds(4, NOTHING, { path: 'unknown' }))).toBe(true);
    expect(never(one.seconds(20, DTX))).toBe(true);
  });

  test('where it is long ago that the engine said of somebody that they speak: it tells only what changes', () => {
    const stale = { speaking: true, level: 0.5 };
    expect(never(new Microphone().seconds(30, DTX, stale))).toBe(true);
    const one = new Microphone();
    one.seconds(5, SPEECH, speaking);
    one.seconds(1, NOTHING, { path: 'none' });
    expect(never(one.seconds(30, DTX, stale))).toBe(true);
  });

  test('after the page slept: the time between two looks says nothing', () => {
    const one = new Microphone();
    one.seconds(5, SPEECH, speaking);
    expect(one.second(NOTHING, speaking, 60_000).missing).toBe(false);
    expect(one.second(NOTHING, { path: 'none' }, 60_000).missing).toBe(false);
  });
});

describe('it is missed within three seconds', () => {
  test.each<[name: string, changes: Partial<Look>]>([
    ['that somebody speaks and nothing comes', speaking],
    ['that the track is gone, also in silence', { path: 'none' }],
    ['that the track is not played, also in silence', { path: 'stopped' }],
  ])('%s', (_name, changes) => {
    const one = new Microphone();
    one.seconds(10, SPEECH, speaking);
    expect(one.seconds(3, NOTHING, changes).at(-1)).toBe(true);
  });

  test('that nothing has ever come of somebody', () => {
    const one = new Microphone();
    expect(one.seconds(4, NOTHING, speaking)).toEqual([false, false, true, true]);
  });

  test('and within six, that the engine never told of a microphone which the session lists', () => {
    expect(new Microphone().seconds(6, NOTHING, { path: 'unknown' }).at(-1)).toBe(true);
  });

  test('also where the speaker makes pauses meanwhile', () => {
    const one = new Microphone();
    one.seconds(10, SPEECH, speaking);
    one.seconds(2, NOTHING, speaking);
    one.seconds(3, NOTHING);
    expect(one.seconds(2, NOTHING, speaking).at(-1)).toBe(true);
  });
});

describe('what was missed', () => {
  function missed(changes: Partial<Look>): Microphone {
    const one = new Microphone();
    one.seconds(10, SPEECH, speaking);
    one.seconds(6, NOTHING, changes);
    expect(one.judgement?.missing).toBe(true);
    return one;
  }

  test('is back after two seconds of sound, and not by a single one', () => {
    const one = missed(speaking);
    expect(one.seconds(2, SPEECH, speaking)).toEqual([true, false]);
    const other = missed(speaking);
    expect([...other.seconds(1, SPEECH, speaking), ...other.seconds(2, NOTHING, speaking)]).toEqual([true, true, true]);
  });

  test('is back with its track, also where its person is silent now', () => {
    for (const path of ['none', 'stopped', 'unknown'] as const) {
      const one = missed({ path });
      one.begunAnew();
      expect(one.seconds(3, DTX).at(-1), path).toBe(false);
    }
  });

  test('is not back because packets come that carry nothing', () => {
    expect(missed(speaking).seconds(5, DTX, speaking).every(Boolean)).toBe(true);
  });

  test('stays missed over a pause of its person, and is let be when that lasts', () => {
    const one = missed(speaking);
    expect(one.seconds(9, DTX).every(Boolean)).toBe(true);
    expect(one.second(DTX).missing).toBe(false);
  });

  test('is back by another track, which counts from nothing', () => {
    const one = missed(speaking);
    one.begunAnew();
    expect(one.seconds(2, SPEECH, speaking)).toEqual([true, false]);
  });
});

test('only who speaks, or is in doubt, is looked at more closely', () => {
  const one = new Microphone();
  expect(needsCount({ path: 'open', speaking: false }, undefined)).toBe(false);
  one.seconds(3, DTX);
  expect(needsCount({ path: 'open', speaking: false }, one.judgement)).toBe(false);
  expect(needsCount({ path: 'open', speaking: true }, one.judgement)).toBe(true);
  one.seconds(1, NOTHING, { path: 'none' });
  expect(needsCount({ path: 'none', speaking: true }, one.judgement)).toBe(false);
  expect(needsCount({ path: 'open', speaking: false }, one.judgement)).toBe(true);
});
