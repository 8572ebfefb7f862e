import type { Clip } from '@lectern/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClipKey, clipKey, createDueClips, isSound } from './due-clips.ts';
import { bringInStep } from './in-step.ts';
import { createPlayer } from './player.ts';
import { createReplayClock, nextSpeed } from './replay-clock.ts';
import { clip, FakeElement } from './testing.ts';

function handClock() {
  let now = 1_000;
  return {
    now: () => now,
    forward(milliseconds: number) {
      now += milliseconds;
    },
  };
}

describe('the clock', () => {
  test('plays at its speed, waits and goes on, and stops at the end', () => {
    const hand = handClock();
    const clock = createReplayClock(10, hand.now);
    hand.forward(1_000);
    expect(clock.time()).toBe(0);
    clock.play();
    hand.forward(1_000);
    clock.setSpeed(2);
    hand.forward(1_000);
    expect(clock.time()).toBe(3);
    clock.wait(true);
    hand.forward(9_000);
    expect([clock.time(), clock.playing]).toEqual([3, true]);
    clock.wait(false);
    hand.forward(500);
    expect(clock.time()).toBe(4);
    clock.seek(99);
    expect([clock.time(), clock.ended, clock.playing]).toEqual([10, true, false]);
    clock.play();
    expect([clock.time(), clock.playing]).toEqual([0, true]);
    clock.seek(-3);
    expect(clock.time()).toBe(0);
  });

  test('has speeds from a half to two', () => {
    expect([nextSpeed(1, 1), nextSpeed(2, 1), nextSpeed(0.5, -1)]).toEqual([1.25, 2, 0.5]);
  });
});

describe('what is due', () => {
  test('is every sound, and those pictures that are shown; the next ones some seconds ahead', () => {
    const clips = [
      clip('microphone', 1, 0, 50),
      clip('camera', 1, 0, 50),
      clip('camera', 2, 10, 20),
      clip('microphone', 2, 15, 60),
      clip('screen', 2, 30, 40),
    ];
    const dueAt = createDueClips(clips);
    const places = (time: number, speed: number, ...shown: ClipKey[]) => {
      const { now, soon } = dueAt(time, speed, (key) => shown.includes(key));
      return [now.map((one) => clips.indexOf(one)), soon.map((one) => clips.indexOf(one))];
    };
    expect(places(5, 1, 'camera:2')).toEqual([[0], [2]]);
    expect(places(5, 2, 'camera:2')).toEqual([[0], [2, 3]]);
    expect(places(20, 1, 'camera:1', 'camera:2', 'screen:2')).toEqual([[0, 1, 3], []]);
    expect(places(60, 1, 'screen:2')).toEqual([[], []]);
  });

  test('is the same as looking at each, for any clips', () => {
    const moment = fc.integer({ min: 0, max: 100 });
    const some = fc.array(fc.tuple(moment, moment, fc.boolean()), { maxLength: 40 });
    fc.assert(
      fc.property(some, moment, (given, time) => {
        const clips = given.map(([from, length, sound], index) =>
          clip(sound ? 'microphone' : 'camera', index + 1, from, from + length),
        );
        const { now } = createDueClips(clips)(time, 1, () => true);
        const simple = clips.filter(({ from, to }) => from <= time && time < to);
        expect(new Set(now)).toEqual(new Set(simple));
      }),
    );
  });
});

test('a clip that is off is left alone, nudged, or sent to its place', () => {
  expect(bringInStep(10, 10.07, true, false)).toEqual({ kind: 'leave' });
  expect(bringInStep(10, 10.25, true, false)).toEqual({ kind: 'nudge', factor: 1.0625 });
  expect(bringInStep(10.25, 10, true, false)).toEqual({ kind: 'nudge', factor: 0.9375 });
  expect(bringInStep(10, 10.05, true, true)).toMatchObject({ kind: 'nudge' });
  expect(bringInStep(10, 11, true, false)).toEqual({ kind: 'seek' });
  expect(bringInStep(10, 10.07, false, false)).toEqual({ kind: 'seek' });
});

describe('the player', () => {
  function playerOf(clips: Clip[], duration = 7_200) {
    const hand = handClock();
    const sounds: FakeElement[] = [];
    const pictures: FakeElement[] = [];
    const make = (made: FakeElement[]) => () => {
      const element = new FakeElement(hand.now);
      made.push(element);
      return element;
    };
    const player = createPlayer({
      replay: { clips, duration },
      srcOf: ({ id }) => `/clips/${id}`,
      makeSound: make(sounds) as unknown as () => HTMLAudioElement,
      makePicture: make(pictures) as unknown as () => HTMLVideoElement,
      now: hand.now,
    });
    /** Lets time go by as a browser does: looking again and again. */
    function pass(seconds: number, look: () => void = () => {}): void {
      for (let count = 0; count < seconds * 20; count += 1) {
        hand.forward(50);
        look();
        player.look();
      }
    }
    const all = () => [...sounds, ...pictures];
    const loadAll = () => all().forEach((one) => void (one.src && !one.error && one.loaded()));
    const holding = (one: Clip) => all().find(({ src }) => src === `/clips/${one.id}`);
    return { player, hand, sounds, pictures, pass, loadAll, all, holding };
  }

  test('waits for what is due, says so after a moment, and starts everything together', () => {
    const clips = [clip('microphone', 1, 0, 100), clip('microphone', 2, 0, 100), clip('camera', 1, 0, 100)];
    const { player, all, pass, loadAll } = playerOf(clips);
    player.show(new Set<ClipKey>(['camera:1']));
    player.play();
    pass(0.2);
    expect(player.getState().waiting).toBe(false);
    pass(1);
    expect([player.time(), player.getState().waiting, all().every((one) => one.paused)]).toEqual([0, true, true]);
    loadAll();
    pass(2);
    expect(player.getState()).toMatchObject({ waiting: false, playing: true });
    expect(player.time()).toBeCloseTo(1.95);
    for (const one of all()) expect(Math.abs(one.currentTime - player.time())).toBeLessThan(0.08);
    expect([...player.getState().pictures.keys()]).toEqual(['camera:1']);
  });

  test('loads no picture that is not shown', () => {
    const { player, pictures } = playerOf([clip('camera', 1, 0, 100), clip('camera', 2, 0, 100)]);
    player.play();
    expect(pictures).toHaveLength(0);
    player.show(new Set<ClipKey>(['camera:2']));
    expect(pictures).toHaveLength(1);
  });

  test('sends all to their places after a seek, and goes on only when they are there', () => {
    const clips = [clip('microphone', 1, 0, 3_000), clip('camera', 1, 100, 3_000)];
    const { player, all, pass, loadAll, holding } = playerOf(clips);
    player.show(new Set<ClipKey>(['camera:1']));
    player.play();
    loadAll();
    pass(1);
    player.seek(1_000);
    pass(0.5);
    loadAll();
    pass(0.5);
    expect(player.time()).toBe(1_000);
    expect(all().map((one) => one.seeking)).toEqual([false, true]);
    loadAll();
    pass(1);
    expect(player.time()).toBeCloseTo(1_000.95);
    expect(clips.map((one) => holding(one)?.currentTime.toFixed(1))).toEqual(['1001.0', '901.0']);
  });

  test('brings what has slipped back into step without a jump, at any speed', () => {
    const { player, sounds, pass, loadAll } = playerOf([clip('microphone', 1, 0, 1_000)]);
    player.setSpeed(1.5);
    player.play();
    loadAll();
    pass(1);
    const [sound] = sounds;
    const seeks = sound?.seeks;
    sound?.slip(-0.3);
    pass(0.1);
    expect(sound?.playbackRate).toBeGreaterThan(1.5);
    pass(15);
    expect([sound?.playbackRate, sound?.seeks]).toEqual([1.5, seeks]);
    expect(Math.abs((sound?.currentTime ?? 0) - player.time())).toBeLessThan(0.08);
    sound?.slip(5);
    pass(0.1);
    expect(sound?.seeks).toBe((seeks ?? 0) + 1);
  });

  test('goes on without what cannot be loaded after some tries, and asks again when told to', () => {
    const clips = [clip('microphone', 1, 0, 100), clip('microphone', 2, 0, 100)];
    const { player, pass, holding } = playerOf(clips);
    const [good, bad] = clips;
    player.play();
    pass(0.1);
    if (good) holding(good)?.loaded();
    const spoil = () => bad && holding(bad)?.fail();
    pass(1, spoil);
    expect(player.time()).toBe(0);
    pass(10, spoil);
    expect(player.getState()).toMatchObject({ failed: 1, waiting: false });
    expect(player.time()).toBeGreaterThan(1);
    player.tryAgain();
    if (bad) holding(bad)?.loaded();
    pass(0.1);
    expect(player.getState().failed).toBe(0);
  });

  test('asks for a press where the browser lets no sound begin', async () => {
    const { player, sounds, pass, loadAll } = playerOf([clip('microphone', 1, 0, 100)]);
    player.play();
    loadAll();
    for (const one of sounds) one.blocked = true;
    pass(0.1);
    await expect.poll(() => player.getState().blocked).toBe(true);
    expect(player.getState().playing).toBe(true);
    player.look();
    expect(player.getState().playing).toBe(false);
    for (const one of sounds) one.blocked = false;
    player.play();
    pass(0.2);
    expect(player.getState()).toMatchObject({ blocked: false, playing: true });
  });

  test('uses its elements again: two hours of 25 people in hundreds of clips', () => {
    const clips = Array.from({ length: 25 }, (_, person) =>
      Array.from({ length: 24 }, (_, turn) => [
        clip('microphone', person + 1, turn * 300 + person, turn * 300 + 280),
        clip('camera', person + 1, turn * 300 + person, turn * 300 + 200),
      ]),
    ).flat(2);
    const { player, all, sounds, pictures, hand, loadAll } = playerOf(clips);
    player.show(new Set(clips.filter((one) => !isSound(one) && one.person <= 9).map(clipKey)));
    player.setSpeed(2);
    player.play();
    let most = 0;
    for (let count = 0; count < 7_200; count += 1) {
      loadAll();
      player.look();
      hand.forward(500);
      loadAll();
      player.look();
      most = Math.max(most, all().filter(({ src }) => src !== '').length);
    }
    expect(player.getState().ended).toBe(true);
    expect(most).toBeLessThanOrEqual(25 + 9 + 12);
    // Of 1,200 clips, of which most were heard.
    expect(sounds.length + pictures.length).toBeLessThan(80);
  });
});
