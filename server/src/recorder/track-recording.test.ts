import { expect, test } from 'vitest';
import type { ClipShelf } from './clip-shelf.ts';
import { createPublisherClock } from './publisher-clock.ts';
import { createTrackRecording } from './track-recording.ts';

const SOUND = Buffer.of(0x78, 1);

/** A microphone that sends every 20 ms, of somebody who may be recorded as far as is known. */
function subject() {
  const written: number[] = [];
  const shelf: ClipShelf = {
    open: ({ started_at }) => ({
      add: ({ at, data }) => {
        if (data === SOUND) written.push(started_at + at);
      },
      flush: () => undefined,
      finish: () => undefined,
    }),
    tell: () => undefined,
    freeReserve: () => undefined,
    close: () => undefined,
  };
  let known = 0;
  const recording = createTrackRecording({
    ...{ account_id: 1, source: 'microphone', codec: 'opus', clock: createPublisherClock(), shelf },
    until: () => Number.POSITIVE_INFINITY,
    knownUntil: () => known,
    askAgain: () => undefined,
    askKeyFrame: () => undefined,
  });
  const send = (from: number, to: number) => {
    for (let at = from; at < to; at += 20) {
      const packet = { ssrc: 1, payload_type: 111, marker: false, seq: at / 20, timestamp: at * 48, payload: SOUND };
      recording.take({ ...packet, arrived: at });
    }
  };
  return { recording, written, send, know: (until: number) => (known = until) };
}

test('nothing is written before it is known whether its sender still agrees to it, not even at the end', () => {
  const { recording, written, send, know } = subject();
  know(400);
  send(0, 1_000);
  recording.tick(3_000);
  expect(Math.max(...written)).toBeLessThanOrEqual(400);
  know(600);
  recording.close(3_100);
  expect(Math.max(...written)).toBeGreaterThan(500);
  expect(Math.max(...written)).toBeLessThanOrEqual(600);
});

test('what does not become known is forgotten, and what comes afterwards is written', () => {
  const { recording, written, send, know } = subject();
  know(400);
  send(0, 1_000);
  recording.tick(12_000);
  know(30_000);
  recording.tick(12_000);
  expect(Math.max(...written)).toBeLessThanOrEqual(400);
  send(12_000, 13_000);
  recording.tick(14_000);
  expect(Math.max(...written)).toBeGreaterThan(12_000);
});

test('who may be recorded since their last key frame is asked for another one until it is written', () => {
  const key = Buffer.of(0x10, 0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xb4, 0x00, 0);
  const between = Buffer.of(0x10, 0x11, 0, 0);
  const asked: number[] = [];
  const opened: number[] = [];
  let now = 0;
  const recording = createTrackRecording({
    ...{ account_id: 1, source: 'camera', codec: 'vp8', clock: createPublisherClock() },
    shelf: {
      open: ({ started_at }) => {
        opened.push(started_at);
        return { add: () => undefined, flush: () => undefined, finish: () => undefined };
      },
    },
    until: (at) => (at < 1_000 ? null : Number.POSITIVE_INFINITY),
    knownUntil: () => now,
    askAgain: () => undefined,
    askKeyFrame: () => asked.push(now),
  });
  for (; now < 6_000; now += 40) {
    // Of the questions, only the third is let through.
    const is_key = now === 0 || (asked.length === 3 && opened.length === 0);
    const packet = { ssrc: 1, payload_type: 96, marker: true, seq: now / 40, timestamp: now * 90 };
    recording.take({ ...packet, payload: is_key ? key : between, arrived: now });
    if (now === 1_000) recording.begin(now);
    recording.tick(now);
  }
  expect(opened).toHaveLength(1);
  expect(opened[0]).toBeLessThan(3_500);
  expect(Math.max(...asked)).toBeLessThan(4_000);
});
