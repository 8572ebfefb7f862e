import { describe, expect, test } from 'vitest';
import { type Standing, stageOrder } from './stage-order.ts';

const somebody = (account_id: number, changes: Partial<Standing> = {}): Standing => ({
  account_id,
  host: false,
  screen: false,
  pinned: false,
  hand: null,
  spoke: false,
  camera: false,
  ...changes,
});

const crowd = (count: number, changes: Record<number, Partial<Standing>> = {}) =>
  Array.from({ length: count }, (_, index) => somebody(index + 1, changes[index + 1]));

test('at first: host, screen, pinned, hands in their order, who spoke, cameras, and then in order of joining', () => {
  const people = [
    somebody(1),
    somebody(2, { camera: true }),
    somebody(3, { spoke: true }),
    somebody(4, { hand: 2 }),
    somebody(5, { hand: 1 }),
    somebody(6, { pinned: true }),
    somebody(7, { screen: true }),
    somebody(8, { host: true }),
    somebody(9),
    somebody(10, { hand: 0 }),
  ];
  expect(stageOrder(people, [], 9)).toEqual([8, 7, 6, 10, 5, 4, 3, 2, 1, 9]);
});

describe('on a page where all are seen', () => {
  test('neither speaking nor cameras move anybody', () => {
    const before = stageOrder(crowd(6), [], 9);
    expect(stageOrder(crowd(6, { 5: { spoke: true }, 3: { camera: true } }), before, 9)).toEqual(before);
  });

  test('who comes later is last, and who leaves leaves no gap', () => {
    const before = stageOrder(crowd(4), [], 9);
    const people = [...crowd(4).filter(({ account_id }) => account_id !== 2), somebody(9, { camera: true })];
    expect(stageOrder(people, before, 9)).toEqual([1, 3, 4, 9]);
  });

  test('a hand goes to the front, and lowered it stays ahead of those who were behind it', () => {
    const raised = stageOrder(crowd(5, { 4: { hand: 1 } }), stageOrder(crowd(5), [], 9), 9);
    expect(raised).toEqual([4, 1, 2, 3, 5]);
    expect(stageOrder(crowd(5), raised, 9)).toEqual(raised);
  });
});

describe('with more people than the first page holds', () => {
  test('who speaks changes places with the last of whom there is nothing to see', () => {
    const cameras = { 1: { camera: true }, 2: { camera: true }, 4: { camera: true } };
    const before = stageOrder(crowd(10, cameras), [], 4);
    expect(before).toEqual([1, 2, 4, 3, 5, 6, 7, 8, 9, 10]);
    const after = stageOrder(crowd(10, { ...cameras, 8: { spoke: true } }), before, 4);
    expect(after).toEqual([1, 2, 4, 8, 5, 6, 7, 3, 9, 10]);
  });

  test('and stays there when silent again', () => {
    const spoken = stageOrder(crowd(10, { 8: { spoke: true } }), stageOrder(crowd(10), [], 4), 4);
    expect(spoken.slice(0, 4)).toEqual([1, 2, 3, 8]);
    expect(stageOrder(crowd(10), spoken, 4)).toEqual(spoken);
  });

  test('where all have pictures, the last who is silent gives way; a mere camera pushes out no other', () => {
    const all = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [index + 1, { camera: true }]));
    const before = stageOrder(crowd(6, all), [], 3);
    expect(before).toEqual([1, 2, 3, 4, 5, 6]);
    const spoke = { ...all, 3: { camera: true, spoke: true }, 6: { spoke: true } };
    expect(stageOrder(crowd(6, spoke), before, 3)).toEqual([1, 6, 3, 4, 5, 2]);
  });

  test('nobody who speaks, nor who has to be in front, gives way', () => {
    const people = crowd(5, { 1: { host: true }, 2: { hand: 1 }, 3: { spoke: true }, 5: { spoke: true } });
    const before = [1, 2, 3, 4, 5];
    expect(stageOrder(people, before, 3)).toEqual(before);
  });

  test('while another page is looked at, nobody is fetched from it', () => {
    const before = stageOrder(crowd(10), [], 4);
    expect(stageOrder(crowd(10, { 8: { spoke: true } }), before, Number.POSITIVE_INFINITY)).toEqual(before);
  });
});

test('asked again with what it answered, it answers the same: whatever the people are', () => {
  let seed = 7;
  const chance = (share: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648 < share;
  };
  let order: number[] = [];
  for (let round = 0; round < 300; round++) {
    const people = crowd(30)
      .filter(() => chance(0.9))
      .map((one) => ({
        ...one,
        host: one.account_id === 1,
        screen: chance(0.03),
        pinned: chance(0.05),
        hand: chance(0.1) ? one.account_id : null,
        spoke: chance(0.2),
        camera: chance(0.4),
      }));
    order = stageOrder(people, order, 9);
    expect([...order].sort((a, b) => a - b)).toEqual(people.map(({ account_id }) => account_id));
    expect(stageOrder(people, order, 9)).toEqual(order);
  }
});
