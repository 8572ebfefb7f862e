import type { Participant, SessionView } from '@lectern/contract';
import { expect, test } from 'vitest';
import { moderationWith, participant, viewWith } from '#live/testing.ts';
import { type PersonAct, personActs } from './person-acts.ts';

const LEARNER = participant(3);
const CREATOR = participant(1);

function acts(view: Partial<SessionView>, of: Participant = LEARNER): string[] {
  return personActs(viewWith(view, 'ongoing'), of).map(inShort);
}

function inShort(act: PersonAct): string {
  const about = 'source' in act ? act.source : 'right' in act ? `${act.right} ${act.on}` : 'on' in act ? act.on : '';
  return `${act.kind} ${about}`.trim();
}

test('a learner can do nothing with anybody, and a host nothing with themselves', () => {
  expect(acts({ role: 'member' })).toEqual([]);
  expect(acts({ role: 'cohost' }, participant(2))).toEqual([]);
});

test('what is on can be stopped, and what is off asked for', () => {
  const sending = { ...LEARNER, audio_enabled: true, screen_enabled: true };
  expect(acts({ role: 'cohost' }, sending)).toEqual(['mute microphone', 'ask camera', 'stop_screen', 'remove']);
});

test('exceptions are offered for what is locked, and nobody is asked for what they may not do', () => {
  const moderation = moderationWith({
    locks: ['microphone', 'hand'],
    exemptions: [{ account_id: 3, rights: ['hand', 'camera'] }],
  });
  expect(acts({ role: 'cohost', moderation })).toEqual([
    'ask camera',
    'exempt microphone true',
    'exempt hand false',
    'remove',
  ]);
});

test('only the creator makes and dismisses co-hosts, to whom no lock applies', () => {
  const moderation = moderationWith({ locks: ['microphone'], cohosts: [3] });
  const mine = { role: 'host', account_id: 1 } as const;
  expect(acts({ ...mine, moderation })).toEqual(['ask microphone', 'ask camera', 'cohost false', 'remove']);
  expect(acts({ ...mine })).toContain('cohost true');
  expect(acts({ role: 'cohost', moderation })).not.toContain('cohost false');
});

test('nobody removes the creator', () => {
  expect(acts({ role: 'cohost' }, CREATOR)).toEqual(['ask microphone', 'ask camera']);
});
