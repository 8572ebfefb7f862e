import { expect, test } from 'vitest';
import { type Entry, firstRequest, nextRequest } from './entry-steps.ts';

const ENTRIES: Entry[] = ['join', 'start', 'called_in', 'continue'];

test('each way in begins with its own request', () => {
  expect(ENTRIES.map(firstRequest)).toEqual(['join', 'start', 'join', 'take_over']);
});

test('whoever pressed Join and is in already, in another tab, takes over', () => {
  expect(nextRequest('join', 'already_in_session')).toBe('take_over');
});

test('a tab that only waited does not take the room from the tab that is in', () => {
  expect(nextRequest('called_in', 'already_in_session')).toBeNull();
});

test('whoever continues but was dropped meanwhile joins', () => {
  expect(nextRequest('continue', 'not_in_session')).toBe('join');
});

test('a session that was started in another window is gone into, not started again', () => {
  expect(nextRequest('start', 'start_not_scheduled')).toBe('take_over');
  expect(nextRequest('start', 'not_in_session')).toBe('join');
});

test.each(ENTRIES)('%s gives up where the session is full, over or not theirs', (entry) => {
  for (const code of ['session_full', 'session_not_ongoing', 'not_approved', 'session_not_found'] as const) {
    expect(nextRequest(entry, code)).toBeNull();
  }
});
