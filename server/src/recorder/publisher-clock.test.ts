import { expect, test } from 'vitest';
import { createPublisherClock } from './publisher-clock.ts';

/** When a frame was really taken, by the recorder's clock; its timestamps begin anywhere. */
const BEGINNING = 1_700_000_000_000;

/** Jitter that repeats, and is never less than 20 ms. */
const delay = (index: number) => 20 + ((index * 7_919) % 60);

interface Sender {
  rate: number;
  first: number;
  /** How much faster its clock runs: 0.0001 is 100 ppm. */
  fast?: number;
  /** What it takes from camera or microphone to the wire, in milliseconds. */
  encoding?: number;
}

function timestampAt({ rate, first, fast = 0 }: Sender, ms: number): number {
  return first + (ms * (1 + fast) * rate) / 1_000;
}

test('arrival puts a track on our clock, by the packets that took the shortest way', () => {
  const sender = { rate: 90_000, first: 4_000_000_000 };
  const track = createPublisherClock().addTrack(sender.rate);
  for (let ms = 0; ms < 30_000; ms += 40) track.heard(timestampAt(sender, ms), BEGINNING + ms + delay(ms / 40));
  const at = track.at(timestampAt(sender, 30_000), BEGINNING + 30_000);
  expect(Math.abs(at - BEGINNING - 30_000 - 20)).toBeLessThan(3);
});

test('sender reports bring sound and picture in step, though the clock they tell is minutes off', () => {
  const clock = createPublisherClock();
  const wrong = 7 * 60_000;
  const sound: Sender = { rate: 48_000, first: 123, encoding: 0 };
  const picture: Sender = { rate: 90_000, first: 77_777_777, encoding: 90 };
  const tracks = [sound, picture].map((sender) => ({ sender, track: clock.addTrack(sender.rate) }));
  const place = (ms: number) => tracks.map(({ sender, track }) => track.at(timestampAt(sender, ms), BEGINNING + ms));
  for (let ms = 0; ms < 20_000; ms += 20) {
    for (const { sender, track } of tracks) {
      track.heard(timestampAt(sender, ms), BEGINNING + ms + delay(ms / 20) + (sender.encoding ?? 0));
      if (ms % 5_000 === 1_000) track.reported(BEGINNING + wrong + ms, timestampAt(sender, ms));
    }
    if (ms === 500) {
      const [heard = 0, seen = 0] = place(ms);
      expect(seen - heard).toBeGreaterThan(80);
    }
  }
  const [heard = 0, seen = 0] = place(20_000);
  expect(Math.abs(seen - heard)).toBeLessThan(1);
  expect(Math.abs(heard - BEGINNING - 20_000 - 20)).toBeLessThan(3);
});

test('of reports that were sent late the sound is not put late', () => {
  const clock = createPublisherClock();
  const sound: Sender = { rate: 48_000, first: 123 };
  const picture: Sender = { rate: 90_000, first: 77_777_777 };
  const tracks = [sound, picture].map((sender) => ({ sender, track: clock.addTrack(sender.rate) }));
  const late = [40, 0, 70, 90, 10];
  for (let ms = 0; ms < 40_000; ms += 20) {
    for (const { sender, track } of tracks) {
      track.heard(timestampAt(sender, ms), BEGINNING + ms + delay(ms / 20));
      if (ms % 3_000 !== 1_000) continue;
      const held_up = sender === sound ? (late[Math.floor(ms / 3_000) % late.length] ?? 0) : 0;
      track.reported(BEGINNING + ms + held_up, timestampAt(sender, ms));
    }
  }
  const [heard = 0, seen = 0] = tracks.map(({ sender, track }) => {
    return track.at(timestampAt(sender, 40_000), BEGINNING + 40_000);
  });
  expect(Math.abs(seen - heard)).toBeLessThan(15);
});

test('where the timestamps of a picture move, as with another layer, it is in step again with its next report', () => {
  for (const moves of [90, -90]) {
    const clock = createPublisherClock();
    const sound: Sender = { rate: 48_000, first: 123 };
    const picture: Sender = { rate: 90_000, first: 77_777_777, encoding: 40 };
    const tracks = [sound, picture].map((sender) => ({ sender, track: clock.addTrack(sender.rate) }));
    const apart = (ms: number) => {
      const [heard = 0, seen = 0] = tracks.map(({ sender, track }) => track.at(counted(sender, ms), BEGINNING + ms));
      return Math.abs(seen - heard);
    };
    const counted = (sender: Sender, ms: number) =>
      timestampAt(sender, ms) + (sender === picture && ms >= 20_000 ? moves * 90 : 0);
    for (let ms = 0; ms < 60_000; ms += 20) {
      for (const { sender, track } of tracks) {
        track.heard(counted(sender, ms), BEGINNING + ms + delay(ms / 20) + (sender.encoding ?? 0));
        if (ms % 3_000 === 1_000) track.reported(BEGINNING + ms, counted(sender, ms));
      }
      // The next report comes at 22 s.
      if ((ms > 1_000 && ms < 20_000) || ms > 22_000) expect(apart(ms)).toBeLessThan(10);
    }
  }
});

test('a report that contradicts arrival is none', () => {
  const clock = createPublisherClock();
  const sender: Sender = { rate: 48_000, first: 0 };
  const tracks = [clock.addTrack(48_000), clock.addTrack(48_000)];
  for (let ms = 0; ms < 4_000; ms += 20) {
    for (const track of tracks) track.heard(timestampAt(sender, ms), BEGINNING + ms + 20);
  }
  for (const [index, track] of tracks.entries()) track.reported(BEGINNING + index * 60_000, timestampAt(sender, 3_000));
  for (const track of tracks)
    expect(track.at(timestampAt(sender, 4_000), BEGINNING + 4_000) - BEGINNING).toBeCloseTo(4_020, 0);
});

test('a clock that runs too fast or too slow is followed, without a step that one could notice', () => {
  for (const fast of [0.0002, -0.0002]) {
    const sender: Sender = { rate: 48_000, first: 5, fast };
    const track = createPublisherClock().addTrack(sender.rate);
    let before = 0;
    for (let ms = 0; ms < 600_000; ms += 20) {
      const timestamp = timestampAt(sender, ms);
      track.heard(timestamp, BEGINNING + ms + delay(ms / 20));
      const at = track.at(timestamp, BEGINNING + ms) - BEGINNING;
      if (ms > 10_000) {
        expect(Math.abs(at - ms - 20)).toBeLessThan(10);
        expect(Math.abs(at - before - 20)).toBeLessThan(1);
      }
      before = at;
    }
  }
});

test('after a mute, timestamps that have moved are believed', () => {
  const sender: Sender = { rate: 48_000, first: 0 };
  const track = createPublisherClock().addTrack(sender.rate);
  for (let ms = 0; ms < 20_000; ms += 20) {
    track.heard(timestampAt(sender, ms), BEGINNING + ms + 20);
    track.at(timestampAt(sender, ms), BEGINNING + ms);
  }
  const moved = (ms: number) => timestampAt(sender, ms - 700);
  for (let ms = 60_000; ms < 61_000; ms += 20) track.heard(moved(ms), BEGINNING + ms + 20);
  expect(track.at(moved(61_000), BEGINNING + 61_000) - BEGINNING).toBeCloseTo(61_020, 0);
});
