import type { SessionEvent } from '@lectern/contract';
import { expect, test } from 'vitest';
import { type SpanEvent, spansOf } from './spans.ts';

const at = (seconds: number) => new Date(Date.UTC(2030, 0, 1, 10, 0, seconds)).toISOString();

function event(type: SpanEvent['type'], seconds: number, more: object = {}, recording_id = 1): SpanEvent {
  const data = { recording_id, ...more };
  return { session_id: 1, seq: 1, at: at(seconds), actor_id: null, type, data } as SessionEvent as SpanEvent;
}

const span = (from: number, to: number) => ({ started_at: at(from), ended_at: at(to) });

test('pauses, interruptions and the stop close what start and resume open', () => {
  const events = [
    event('recording.started', 1),
    event('recording.started', 2),
    event('recording.started', 3, {}, 9),
    event('recording.paused', 10),
    event('recording.resumed', 15),
    event('recording.interrupted', 25, { until: at(20) }),
    event('recording.started', 30),
    event('recording.stopped', 40, { reason: 'host' }),
  ];
  expect(spansOf(events, 1)).toEqual([span(1, 10), span(15, 20), span(30, 40)]);
});

test('none is empty, and one that goes on ends where it is asked to', () => {
  const lost = [event('recording.started', 5), event('recording.interrupted', 9, { until: at(4) })];
  expect(spansOf(lost, 1)).toEqual([]);
  expect(spansOf([event('recording.started', 5)], 1)).toEqual([]);
  expect(spansOf([event('recording.started', 5)], 1, new Date(at(8)))).toEqual([span(5, 8)]);
  const paused = [event('recording.paused', 6), event('recording.interrupted', 9, { until: at(8) })];
  expect(spansOf([event('recording.started', 5), ...paused], 1, new Date(at(20)))).toEqual([span(5, 6)]);
});
