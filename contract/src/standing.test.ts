import { describe, expect, test } from 'vitest';
import { Right } from './moderation.ts';
import { mayUse, moderates, type RightsSituation, ViewRole } from './standing.ts';

const HOST = 1;
const COHOST = 2;
const EXEMPT = 3;
const SPEAKER = 4;
const LEARNER = 5;

const locked: RightsSituation = {
  session: { creator: { id: HOST } },
  moderation: {
    door_open: true,
    screen_sharing: 'one',
    locks: ['microphone', 'camera', 'screen', 'hand', 'board'],
    exemptions: [{ account_id: EXEMPT, rights: ['camera', 'chat'] }],
    cohosts: [COHOST],
  },
  room: { chat_open: false, word: { id: SPEAKER } },
};

const usableBy = (account_id: number) => Right.options.filter((right) => mayUse(locked, account_id, right));

describe('what is locked', () => {
  test('is not for the host and co-hosts', () => {
    expect(usableBy(HOST)).toEqual(Right.options);
    expect(usableBy(COHOST)).toEqual(Right.options);
  });

  test('is for everybody else, but for what they are exempt from', () => {
    expect(usableBy(LEARNER)).toEqual([]);
    expect(usableBy(EXEMPT)).toEqual(['camera', 'chat']);
  });

  test('leaves the microphone to whoever has the word', () => {
    expect(usableBy(SPEAKER)).toEqual(['microphone']);
  });
});

test('what is not locked is for everybody, also where nothing is known of it', () => {
  const free = { ...locked, moderation: null, room: null };
  for (const right of Right.options) expect(mayUse(free, LEARNER, right)).toBe(true);
});

test('host and co-host run the class, nobody else', () => {
  expect(ViewRole.options.filter(moderates)).toEqual(['host', 'cohost']);
  expect(moderates(null)).toBe(false);
});
