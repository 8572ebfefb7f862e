import type { ReplayPerson } from '@lectern/contract';
import { expect, test } from 'vitest';
import { keysOf, type Layout, planStage } from './stage-plan.ts';
import { clip } from './testing.ts';

function person(number: number, more: Partial<ReplayPerson> = {}): ReplayPerson {
  const all = [{ from: 0, to: 100 }];
  return {
    number,
    name: `P${number}`,
    role: number === 1 ? 'host' : 'member',
    recorded: true,
    present: all,
    audible: all,
    visible: [],
    spoke: [],
    ...more,
  };
}

const people = [
  person(1, { spoke: [{ from: 0, to: 5 }] }),
  person(2, { spoke: [{ from: 10, to: 20 }] }),
  person(3, { present: [{ from: 0, to: 50 }], spoke: [{ from: 15, to: 18 }] }),
  person(4),
];
const clips = [clip('screen', 2, 30, 60), clip('camera', 4, 0, 100), clip('screen', 4, 40, 45)];

function plan(time: number, layout: Layout, room = { grid: 9, beside: 4 }) {
  const { large, small, more } = planStage({ replay: { people, clips }, time, layout, room });
  const name = (tile: { person: number; source: string }) => `${tile.source[0]}${tile.person}`;
  return [large && large !== 'board' ? name(large) : large, small.map(name).join(' '), more];
}

test('everybody who is there, in the order of their coming, as far as there is room', () => {
  expect(plan(1, 'grid')).toEqual([null, 'c1 c2 c3 c4', 0]);
  expect(plan(70, 'grid')).toEqual([null, 'c1 c2 c4', 0]);
  expect(plan(25, 'grid', { grid: 2, beside: 1 })).toEqual([null, 'c1 c2', 2]);
  expect(plan(99.5, 'grid', { grid: 1, beside: 1 })).toEqual([null, 'c4', 2]);
  expect(plan(100, 'grid')).toEqual([null, '', 0]);
});

test('the screen that was shared last is large, as long as it is shared', () => {
  expect(plan(35, 'screen')).toEqual(['s2', 'c1 c2 c3 c4', 0]);
  expect(plan(42, 'screen', { grid: 9, beside: 2 })).toEqual(['s4', 'c2 c3', 2]);
  expect(plan(45, 'screen')[0]).toBe('s2');
  expect(plan(60, 'screen')).toEqual([null, 'c1 c2 c4', 0]);
});

test('who speaks is large, who began last of several; then who spoke last, if they are still there', () => {
  expect(plan(0, 'speaker')[0]).toBe('c1');
  expect(plan(16, 'speaker')).toEqual(['c3', 'c1 c2 c4', 0]);
  expect(plan(19, 'speaker')[0]).toBe('c2');
  expect(plan(35, 'speaker')).toEqual(['c2', 's2 c1 c3 c4', 0]);
});

test('only what is seen is loaded', () => {
  const input = { replay: { people, clips }, time: 35, room: { grid: 9, beside: 1 } };
  expect([...keysOf(planStage({ ...input, layout: 'screen' }))]).toEqual(['screen:2', 'camera:2']);
  expect([...keysOf(planStage({ ...input, layout: 'board' }))]).toEqual(['camera:2']);
});
