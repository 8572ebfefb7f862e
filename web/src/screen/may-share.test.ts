import { expect, test } from 'vitest';
import { participant, viewWith } from '#live/testing.ts';
import { whyNot } from './may-share.ts';

const moderation = { door_open: true, screen_sharing: 'one', locks: [], exemptions: [], cohosts: [] } as const;
const view = (changes: object = {}, more: Parameters<typeof viewWith>[0] = {}) =>
  viewWith(
    {
      moderation: { ...moderation, locks: [], exemptions: [], cohosts: [], ...changes },
      participants: [{ ...participant(3), screen_enabled: true }, participant(2)],
      ...more,
    },
    'ongoing',
  );

test('one at a time: not while somebody else shares, but for the host, who takes their place', () => {
  expect(whyNot(view())).toBe('screen_taken');
  expect(whyNot(view({ screen_sharing: 'many' }))).toBeNull();
  expect(whyNot(view({}, { role: 'host', account_id: 1 }))).toBeNull();
  expect(whyNot(view({}, { role: 'cohost' }))).toBeNull();
  expect(whyNot(view({}, { participants: [{ ...participant(2), screen_enabled: true }] }))).toBeNull();
});

test('locked: not, but for who is exempt', () => {
  expect(whyNot(view({ screen_sharing: 'many', locks: ['screen'] }))).toBe('screen_locked');
  const exemptions = [{ account_id: 2, rights: ['screen'] }];
  expect(whyNot(view({ screen_sharing: 'many', locks: ['screen'], exemptions }))).toBeNull();
});
