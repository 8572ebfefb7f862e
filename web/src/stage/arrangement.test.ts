import { describe, expect, test } from 'vitest';
import { type Arrangement, arrange, type Scene } from './arrangement.ts';
import type { Standing } from './stage-order.ts';

const OWN = 100;
const desktop = { width: 1256, height: 640 };
const phone = { width: 374, height: 590 };

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
const crowd = (count: number) => Array.from({ length: count }, (_, index) => somebody(index + 1));
const scene = (changes: Partial<Scene> = {}): Scene => ({
  space: desktop,
  people: crowd(4),
  own_id: OWN,
  layout: 'grid',
  screens: [],
  pins: new Set(),
  main: null,
  foot: false,
  page: 0,
  before: [],
  ...changes,
});
const ids = ({ items }: Arrangement) => items.map(({ account_id }) => account_id);
const largeOnes = ({ items }: Arrangement) =>
  items.filter(({ large }) => large).map(({ kind, account_id }) => `${kind} ${account_id}`);

describe('the grid', () => {
  test('has all on one page where they fit, and oneself last', () => {
    const arranged = arrange(scene());
    expect(ids(arranged)).toEqual([1, 2, 3, 4, OWN]);
    expect(arranged).toMatchObject({ pages: 1, page: 0, foot: false });
  });

  test('has pages of one size where they do not; one is oneself at the end of the first', () => {
    const first = arrange(scene({ space: phone, people: crowd(20) }));
    const size = first.items.length;
    expect(first.pages).toBe(Math.ceil(21 / size));
    expect(ids(first).at(-1)).toBe(OWN);
    const seen = Array.from({ length: first.pages }, (_, page) =>
      ids(arrange(scene({ space: phone, people: crowd(20), page, before: first.order }))),
    ).flat();
    expect(seen.toSorted((one, other) => one - other)).toEqual([...crowd(20).map((one) => one.account_id), OWN]);
    const last = arrange(scene({ space: phone, people: crowd(20), page: first.pages - 1, before: first.order }));
    expect(last.items[0]?.place.width).toBe(first.items[0]?.place.width);
  });

  test('keeps the place below the tiles free where there is something to say there', () => {
    for (const { items } of [arrange(scene({ foot: true })), arrange(scene({ space: phone, people: crowd(20) }))]) {
      const lowest = Math.max(...items.map(({ place }) => place.top + place.height));
      expect(lowest).toBeLessThanOrEqual(640 - 44);
    }
  });

  test('a page that is no more becomes the last there is', () => {
    expect(arrange(scene({ page: 3 }))).toMatchObject({ page: 0, pages: 1 });
  });

  test('never has more than 49 tiles', () => {
    const { items, pages } = arrange(scene({ space: { width: 3_800, height: 2_000 }, people: crowd(199) }));
    expect(items).toHaveLength(49);
    expect(pages).toBe(5);
  });

  test('where a page is but one tile, it is not oneself one sees first', () => {
    const first = arrange(scene({ space: { width: 200, height: 130 } }));
    expect(ids(first)).toEqual([1]);
    const last = arrange(scene({ space: { width: 200, height: 130 }, page: 4, before: first.order }));
    expect(ids(last)).toEqual([OWN]);
  });

  test('without the own tile there is none', () => {
    expect(ids(arrange(scene({ own_id: null })))).toEqual([1, 2, 3, 4]);
  });
});

describe('the speaker', () => {
  test('is large, and all others are beside', () => {
    const arranged = arrange(scene({ layout: 'speaker', main: 3 }));
    expect(largeOnes(arranged)).toEqual(['person 3']);
    expect(ids(arranged).slice(1)).toEqual([1, 2, 4, OWN].slice(0, arranged.items.length - 1));
  });

  test('gives way to who is pinned, be it several', () => {
    expect(largeOnes(arrange(scene({ layout: 'speaker', main: 3, pins: new Set([1, 4]) })))).toEqual([
      'person 1',
      'person 4',
    ]);
  });

  test('is the first there is where nobody has spoken, and oneself where nobody else is here', () => {
    expect(largeOnes(arrange(scene({ layout: 'speaker' })))).toEqual(['person 1']);
    const alone = arrange(scene({ layout: 'speaker', people: [] }));
    expect(ids(alone)).toEqual([OWN]);
    expect(largeOnes(alone)).toEqual([`person ${OWN}`]);
  });

  test('has a strip of pages where not all fit into it', () => {
    const first = arrange(scene({ layout: 'speaker', main: 3, people: crowd(30) }));
    expect(first.pages).toBeGreaterThan(3);
    expect(first.foot).toBe(true);
    const second = arrange(scene({ layout: 'speaker', main: 3, people: crowd(30), page: 1, before: first.order }));
    expect(largeOnes(second)).toEqual(['person 3']);
    expect(ids(second).slice(1)).not.toContain(ids(first)[1]);
  });
});

describe('a shared screen', () => {
  test('takes the stage by itself, with the speaker first beside it', () => {
    const arranged = arrange(scene({ screens: [2], main: 4 }));
    expect(largeOnes(arranged)).toEqual(['screen 2']);
    expect(ids(arranged)[1]).toBe(4);
  });

  test('shares it with other screens, and with who is pinned', () => {
    expect(largeOnes(arrange(scene({ screens: [2, 3], pins: new Set([1]) })))).toEqual([
      'screen 2',
      'screen 3',
      'person 1',
    ]);
  });
});

test('the same scene with the order it answered is arranged the same', () => {
  for (const layout of ['grid', 'speaker'] as const) {
    const people = crowd(40).map((one) => ({
      ...one,
      spoke: one.account_id % 7 === 0,
      camera: one.account_id % 3 === 0,
    }));
    const first = arrange(scene({ space: phone, people, layout, main: 14 }));
    const again = arrange(scene({ space: phone, people, layout, main: 14, before: first.order }));
    expect(again.order).toEqual(first.order);
    expect(ids(again)).toEqual(ids(first));
  }
});
