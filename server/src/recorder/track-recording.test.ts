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
