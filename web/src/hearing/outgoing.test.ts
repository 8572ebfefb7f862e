import { describe, expect, test } from 'vitest';
import type { OutgoingSound } from '#live/sound-probe.ts';
import { judgeOwn, type OwnJudgement } from './outgoing.ts';

const SECOND = 1_000;
const SPEECH = 0.01;
const ROOM = 1e-7;

/** The own microphone over the seconds. */
class Microphone {
  judgement: OwnJudgement | null = null;
  now = 100_000;
  #look: OutgoingSound = { track: 'a', speaking: false, cut: false, energy: 1, packets: 500, acknowledged: 9_000 };

  second(
    energy: number | null,
    { sends = true, acks = true, listed = true as boolean | null, ...changes }: Partial<OutgoingSound & Carried> = {},
  ): OwnJudgement['trouble'] {
    this.now += SECOND;
    const { packets, acknowledged } = this.#look;
    this.#look = {
      ...this.#look,
      speaking: false,
      energy: energy === null ? null : (this.#look.energy ?? 0) + energy,
      packets: packets + (sends ? 50 : 0),
      acknowledged: (acknowledged ?? 0) + (acks ? SECOND : 0),
      ...changes,
    };
    const look = this.#look.speaking ? { ...this.#look, energy: null, packets: 0, acknowledged: null } : this.#look;
    this.judgement = judgeOwn(this.judgement, look, { now: this.now, elapsed: SECOND, listed });
    return this.judgement?.trouble ?? null;
  }

  seconds(number: number, ...given: Parameters<Microphone['second']>): OwnJudgement['trouble'][] {
    return Array.from({ length: number }, () => this.second(...given));
  }
}

interface Carried {
  sends: boolean;
  acks: boolean;
  listed: boolean | null;
}

const none = (troubles: OwnJudgement['trouble'][]) => troubles.every((one) => one === null);

describe('nothing is said', () => {
  test('of who speaks and is heard by the media engine, whatever else there is', () => {
    expect(none(new Microphone().seconds(60, SPEECH, { speaking: true, listed: false }))).toBe(true);
  });

  test('of a quiet room, with its noise', () => {
    expect(none(new Microphone().seconds(120, ROOM, { sends: false, acks: false }))).toBe(true);
  });

  test('of a device that begins late, or gives nothing in silence after it has given something', () => {
    const one = new Microphone();
    expect(none(one.seconds(14, 0))).toBe(true);
    expect(none(one.seconds(2, SPEECH))).toBe(true);
    expect(none(one.seconds(120, 0))).toBe(true);
  });

  test('of loud noise that is no voice to the media engine, as long as it is carried', () => {
    expect(none(new Microphone().seconds(120, SPEECH))).toBe(true);
  });

  test('while acknowledgements are rare, or the list is old', () => {
    const one = new Microphone();
    for (let round = 0; round < 10; round += 1) {
      expect(none([...one.seconds(6, SPEECH, { acks: false }), one.second(SPEECH)])).toBe(true);
    }
    expect(none(one.seconds(4, SPEECH, { listed: false }))).toBe(true);
    expect(none(one.seconds(60, SPEECH, { listed: null }))).toBe(true);
  });

  test('where the browser does not tell what the microphone gives', () => {
    expect(none(new Microphone().seconds(120, null, { sends: false }))).toBe(true);
  });

  test('while the microphone is off: all begins anew with it', () => {
    const one = new Microphone();
    one.seconds(14, 0);
    expect(judgeOwn(one.judgement, null, { now: 1, elapsed: SECOND, listed: true })).toBeNull();
    one.judgement = null;
    expect(none(one.seconds(14, 0))).toBe(true);
  });
});

describe('silent', () => {
  test('a device that gives nothing at all, until it gives something', () => {
    const one = new Microphone();
    expect(one.seconds(17, 0).at(-1)).toBe('silent');
    expect(one.second(ROOM)).toBeNull();
  });

  test('sooner where the browser itself says that the device gives nothing, also in the middle', () => {
    const one = new Microphone();
    one.seconds(20, SPEECH);
    expect(one.seconds(4, 0, { cut: true }).at(-1)).toBe('silent');
    expect(one.second(SPEECH, { cut: false })).toBeNull();
  });

  test('another device begins anew', () => {
    const one = new Microphone();
    one.seconds(17, 0);
    expect(one.second(0, { track: 'b' })).toBeNull();
  });
});

describe('not sent', () => {
  test('within four seconds of speaking: no packets leave, until they do', () => {
    const one = new Microphone();
    one.seconds(10, SPEECH, { speaking: true });
    expect(one.seconds(4, SPEECH, { sends: false }).at(-1)).toBe('not_sent');
    expect(one.seconds(5, 0, { sends: false }).at(-1)).toBe('not_sent');
    expect(one.second(0)).toBeNull();
  });

  test('packets leave, and the media engine acknowledges none', () => {
    expect(new Microphone().seconds(9, SPEECH, { acks: false }).at(-1)).toBe('not_sent');
  });

  test('the server does not list the microphone as on', () => {
    expect(new Microphone().seconds(7, SPEECH, { listed: false }).at(-1)).toBe('not_sent');
  });
});

test('when one last spoke is known, by the media engine or by the energy', () => {
  const one = new Microphone();
  one.seconds(3, ROOM);
  expect(one.judgement?.sounded_at).toBeNull();
  one.second(null, { speaking: true });
  expect(one.judgement?.sounded_at).toBe(one.now);
  one.seconds(2, ROOM);
  one.second(SPEECH);
  expect(one.judgement?.sounded_at).toBe(one.now);
  const spoke = one.now;
  one.seconds(5, ROOM);
  expect(one.judgement?.sounded_at).toBe(spoke);
});
