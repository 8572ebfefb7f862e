import { describe, expect, test } from 'vitest';
import { person } from '#live/testing.ts';
import { type Deaf, listenersNotice, noteHeard } from './listeners.ts';

const others = [person(3), person(4), person(5), person(6)];
const NOW = 1_000_000;
const not = (...ids: number[]): Deaf => new Map(ids.map((id) => [id, NOW + 1]));
const notice = (deaf: Deaf, { among = others, sounded_at = NOW as number | null, now = NOW } = {}) =>
  listenersNotice(deaf, among, sounded_at, now);

describe('a speaker is told', () => {
  test('nothing while everybody hears', () => {
    expect(notice(new Map())).toBeNull();
    expect(notice(not(99))).toBeNull();
  });

  test('how many hear, and who does not', () => {
    expect(notice(not(4))).toEqual({ kind: 'some_do', hearing: 3, of: 4, names: ['P4'] });
    expect(notice(not(6, 4))).toEqual({ kind: 'some_do', hearing: 2, of: 4, names: ['P4', 'P6'] });
  });

  test('of the one listener there is, by name', () => {
    expect(notice(not(3), { among: [person(3)] })).toEqual({ kind: 'one_does_not', name: 'P3' });
  });

  test('that nobody of several hears', () => {
    expect(notice(not(3, 4, 5, 6))).toEqual({ kind: 'none_does', of: 4 });
  });

  test('nothing while there is nothing to hear', () => {
    expect(notice(not(4), { sounded_at: null })).toBeNull();
    expect(notice(not(4), { sounded_at: NOW - 10_001 })).toBeNull();
    expect(notice(not(4), { sounded_at: NOW - 5_000 })).not.toBeNull();
  });

  test('nothing when nobody is there', () => {
    expect(notice(not(4), { among: [] })).toBeNull();
  });
});

test('what a listener says is good until they say otherwise, or for nine seconds', () => {
  const said = noteHeard(new Map(), { session_id: 7, listener_id: 4, hears: false }, NOW);
  expect(notice(said, { now: NOW + 8_999 })).not.toBeNull();
  expect(notice(said, { now: NOW + 9_000 })).toBeNull();
  expect(notice(noteHeard(said, { session_id: 7, listener_id: 4, hears: true }, NOW))).toBeNull();
  expect(notice(noteHeard(said, { session_id: 7, listener_id: 5, hears: true }, NOW))).not.toBeNull();
});
