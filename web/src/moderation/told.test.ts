import { type EventData, type EventType, SessionEvent, type SessionView } from '@lectern/contract';
import { expect, test } from 'vitest';
import { moderationWith, participant, person, viewWith } from '#live/testing.ts';
import { askedOf, toldOf } from './told.ts';

const INES = person(1);

function event<Type extends EventType>(type: Type, data: EventData<Type>, actor_id: number | null = 1): SessionEvent {
  return SessionEvent.parse({ session_id: 7, seq: 6, at: '2026-01-01T10:00:00.000Z', actor_id, type, data });
}

const seen = (changes: Partial<SessionView> = {}) =>
  viewWith({ participants: [participant(1), participant(2), participant(3)], ...changes }, 'ongoing');

test('whoever is muted is told by whom, and nobody else', () => {
  expect(toldOf(event('participant.muted', { participant_id: 20, source: 'camera' }), seen())).toEqual({
    kind: 'muted',
    source: 'camera',
    by: INES,
  });
  expect(toldOf(event('participant.muted', { participant_id: 30, source: 'camera' }), seen())).toBeNull();
  expect(toldOf(event('participant.all_muted', { except_account_id: 1 }), seen())).toMatchObject({ kind: 'all_muted' });
  expect(toldOf(event('participant.all_muted', { except_account_id: 2 }), seen())).toBeNull();
});

test('nobody is told what they did themselves', () => {
  expect(toldOf(event('door.closed', {}, 2), seen({ role: 'cohost' }))).toBeNull();
});

test('a lock concerns learners without an exception', () => {
  const locked = event('right.locked', { right: 'microphone' });
  expect(toldOf(locked, seen())).toEqual({ kind: 'locked', right: 'microphone', by: INES });
  expect(toldOf(locked, seen({ role: 'cohost' }))).toBeNull();
  const moderation = moderationWith({ exemptions: [{ account_id: 2, rights: ['microphone'] }] });
  expect(toldOf(locked, seen({ moderation }))).toBeNull();
  expect(toldOf(event('chat.closed', {}), seen())).toMatchObject({ kind: 'locked', right: 'chat' });
});

test('an exception concerns whom it is for, while the lock holds', () => {
  const exempted = event('right.exempted', { account_id: 2, right: 'camera' });
  expect(toldOf(exempted, seen())).toBeNull();
  const moderation = moderationWith({ locks: ['camera'] });
  expect(toldOf(exempted, seen({ moderation }))).toMatchObject({ kind: 'exempted', right: 'camera' });
  expect(toldOf(event('right.exempted', { account_id: 3, right: 'camera' }), seen({ moderation }))).toBeNull();
  const ended = event('right.exemption_ended', { account_id: 2, right: 'camera' });
  expect(toldOf(ended, seen({ moderation }))).toMatchObject({ kind: 'locked', right: 'camera' });
});

test('the door concerns those who let people in', () => {
  expect(toldOf(event('door.closed', {}), seen())).toBeNull();
  expect(toldOf(event('door.closed', {}), seen({ role: 'cohost' }))).toMatchObject({ kind: 'door', open: false });
});

test('one is asked to unmute by somebody whose name is known, or by a host', () => {
  const asked = event('unmute.asked', { account_id: 2, source: 'microphone' }, 3);
  expect(askedOf(asked, seen())).toEqual({ source: 'microphone', by: person(3) });
  expect(askedOf(asked, seen({ participants: [] }))?.by).toBeNull();
  expect(askedOf(event('unmute.asked', { account_id: 3, source: 'microphone' }), seen())).toBeNull();
});
