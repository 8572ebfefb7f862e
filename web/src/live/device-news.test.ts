import { expect, test } from 'vitest';
import { deviceNews, unseen } from './device-news.ts';

const desk = { id: 'desk', label: 'Desk' };
const builtIn = { id: 'built-in', label: 'Built-in' };
const fellBack = { kind: 'fell_back', lost: 'Desk', now: 'Built-in', seen: false } as const;

test('who wishes nothing, or has what they wish, is told nothing', () => {
  expect(deviceNews(fellBack, { wish: null, used: desk, choices: [desk] })).toBeNull();
  expect(deviceNews(fellBack, { wish: desk, used: desk, choices: [desk] })).toBeNull();
  expect(deviceNews(null, { wish: { id: 'desk', label: null }, used: desk, choices: [] })).toBeNull();
});

test('another one stepped in, also where the name of the first is not known', () => {
  expect(deviceNews(null, { wish: desk, used: builtIn, choices: [builtIn] })).toEqual(fellBack);
  const unnamed = { id: 'desk', label: null };
  expect(deviceNews(null, { wish: unnamed, used: builtIn, choices: [builtIn] })).toEqual({ ...fellBack, lost: null });
});

test('what was missed and is there again is offered; what was never missed is not', () => {
  const back = { kind: 'back', id: 'desk', name: 'Desk' };
  const there = { wish: desk, used: builtIn, choices: [builtIn, desk] };
  expect(deviceNews(fellBack, there)).toEqual(back);
  expect(deviceNews({ kind: 'gone', seen: true }, { ...there, used: null })).toEqual(back);
  expect(deviceNews(null, there)).toBeNull();
});

test('"default" is missed while it is another device than before', () => {
  const before = { id: 'default', label: 'Default - Desk' };
  const now = { id: 'default', label: 'Default - Built-in' };
  expect(deviceNews(null, { wish: before, used: now, choices: [now] })).toMatchObject({ kind: 'fell_back' });
});

test('what was read is not shown again, until something else steps in', () => {
  const read = { ...fellBack, seen: true };
  const same = deviceNews(read, { wish: desk, used: builtIn, choices: [builtIn] });
  expect(unseen(same)).toBeNull();
  const third = { id: 'third', label: 'Third' };
  expect(unseen(deviceNews(read, { wish: desk, used: third, choices: [third] }))).toMatchObject({ now: 'Third' });
});

test('off by itself and never missed is no news', () => {
  expect(deviceNews(null, { wish: desk, used: null, choices: [] })).toBeNull();
  expect(deviceNews({ kind: 'gone', seen: false }, { wish: desk, used: null, choices: [builtIn] })).toMatchObject({
    kind: 'gone',
  });
});
