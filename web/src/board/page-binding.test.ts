import { PAGE_KEYS } from '@lectern/contract';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { PageBinding } from './page-binding.ts';
import { isShareable, readEntry, type SceneElement } from './page-element.ts';
import { anElement, aStroke, FakeScene, HandRhythm } from './testing.ts';

/** Somebody who looks at a page and draws on it. */
function aClient(may_write = true) {
  const doc = new Y.Doc();
  const scene = new FakeScene();
  const rhythm = new HandRhythm();
  const binding = new PageBinding(doc, scene, rhythm, may_write);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  /** What a change of the scene brings about, once everything has settled. */
  const settle = (working = false) => {
    binding.onScene(working);
    rhythm.passMoment();
    rhythm.passFrame();
  };
  return { doc, scene, rhythm, binding, updates, settle };
}

type Client = ReturnType<typeof aClient>;

function exchange(one: Client, other: Client): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'network');
  }
  for (const { rhythm } of [one, other]) rhythm.passFrame();
}

const entry = ({ doc }: Client, id: string) => doc.getMap(PAGE_KEYS.elements).get(id);
const get = (client: Client, id: string) => client.scene.visible.find((one) => one.id === id);

function twoWith(...elements: SceneElement[]): [Client, Client] {
  const [one, other] = [aClient(), aClient()];
  for (const element of elements) one.scene.add(element);
  one.settle();
  exchange(one, other);
  return [one, other];
}

test('what one draws the other sees', () => {
  const [, other] = twoWith(anElement('a', { strokeColor: '#ff0000', link: 'https://example.org/' }));
  expect(get(other, 'a')).toMatchObject({ x: 10, width: 100, strokeColor: '#ff0000', link: 'https://example.org/' });
});

test('changes of different properties of one element both stay', () => {
  const [one, other] = twoWith(anElement('a'));
  one.scene.change('a', { x: 500 });
  other.scene.change('a', { strokeColor: '#00ff00' });
  one.settle();
  other.settle();
  exchange(one, other);
  for (const client of [one, other]) expect(get(client, 'a')).toMatchObject({ x: 500, strokeColor: '#00ff00' });
});

test('what comes from elsewhere is not sent back', () => {
  const [one, other] = twoWith(
    anElement('a'),
    aStroke('s', [
      [0, 0],
      [5, 5],
    ]),
  );
  other.updates.length = 0;
  one.scene.change('a', { x: 11 });
  one.settle();
  exchange(one, other);
  const before = other.updates.length;
  other.settle();
  other.settle();
  expect(other.updates.length).toBe(before);
});

test('a pointer that only moves writes nothing and shows nothing', () => {
  const [one] = twoWith(anElement('a'));
  const { shown } = one.scene;
  one.updates.length = 0;
  for (let move = 0; move < 100; move++) one.binding.onScene(false);
  one.rhythm.passMoment();
  one.rhythm.passFrame();
  expect(one.updates).toEqual([]);
  expect(one.scene.shown).toBe(shown);
});

test('the points of a growing stroke cost bytes, on a page with 2,000 elements', () => {
  const one = aClient();
  one.scene.list = Array.from({ length: 2_000 }, (_, at) => anElement(`e${at}`, { x: at }));
  one.scene.putIndicesRight();
  one.settle();
  const points: [number, number][] = [[0, 0]];
  one.scene.add(aStroke('s', points));
  one.scene.holding.add('s');
  for (let batch = 0; batch < 50; batch++) {
    const more = [1, 2, 3, 4].map((step): [number, number] => [batch * 13.37 + step * 3.1, batch * 7.7 - step * 2.9]);
    points.push(...more);
    one.scene.change('s', { points: [...points], width: batch, height: batch });
    one.updates.length = 0;
    one.settle(true);
    expect(one.updates.length).toBe(1);
    if (batch > 0) expect(one.updates[0]?.length).toBeLessThan(100);
  }
  const read = readEntry('s', entry(one, 's'));
  expect(read?.type === 'freedraw' && read.points.length).toBe(points.length);
});

test('what is drawn is written at once when the pointer is let go of', () => {
  const one = aClient();
  one.scene.add(
    aStroke('s', [
      [0, 0],
      [1, 1],
    ]),
  );
  one.scene.holding.add('s');
  one.binding.onScene(true);
  one.rhythm.passMoment();
  one.scene.change('s', {
    points: [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
  });
  one.binding.onScene(true);
  one.scene.holding.clear();
  one.scene.change('s', {
    points: [
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
    ],
  });
  one.binding.onScene(false);
  const read = readEntry('s', entry(one, 's'));
  expect(read?.type === 'freedraw' && read.points).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
});

test('a tap is a dot for everybody', () => {
  const [, other] = twoWith(
    aStroke('s', [
      [0, 0],
      [1e-4, 1e-4],
    ]),
  );
  expect(get(other, 's')).toMatchObject({
    points: [
      [0, 0],
      [1e-4, 1e-4],
    ],
  });
});

test('a stroke that closes where it began loses nothing but its last place', () => {
  const start: [number, number] = [0, 0];
  const one = aClient();
  one.scene.add(aStroke('s', [start, [10, 0], [10, 10], [1, 1]]));
  one.scene.holding.add('s');
  one.settle(true);
  one.scene.change('s', { points: [start, [10, 0], [10, 10], start] });
  one.scene.holding.clear();
  one.settle();
  const read = readEntry('s', entry(one, 's'));
  expect(read?.type === 'freedraw' && read.points).toEqual([
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 0],
  ]);
});

test('two who stretch the same stroke at once get one of both, not both one after the other', () => {
  const [one, other] = twoWith(
    aStroke('s', [
      [0, 0],
      [10, 10],
    ]),
  );
  one.scene.change('s', {
    points: [
      [0, 0],
      [20, 20],
    ],
  });
  other.scene.change('s', {
    points: [
      [0, 0],
      [30, 30],
      [31, 31],
    ],
  });
  // Both points of the first are new but for the beginning, and so are those of the second.
  one.scene.change('s', {
    points: [
      [1, 0],
      [20, 20],
    ],
  });
  other.scene.change('s', {
    points: [
      [2, 0],
      [30, 30],
    ],
  });
  one.settle();
  other.settle();
  exchange(one, other);
  const [mine, theirs] = [readEntry('s', entry(one, 's')), readEntry('s', entry(other, 's'))];
  expect(mine).toEqual(theirs);
  expect(mine?.type === 'freedraw' && mine.points.length).toBe(2);
});

test('what somebody is at work on is left alone until they let go, and has both changes then', () => {
  const [one, other] = twoWith(anElement('a'));
  one.scene.holding.add('a');
  other.scene.change('a', { strokeColor: '#0000ff' });
  other.settle();
  exchange(one, other);
  expect(get(one, 'a')).toMatchObject({ strokeColor: '#1e1e1e' });
  one.scene.change('a', { x: 300 });
  one.settle(true);
  expect(get(one, 'a')).toMatchObject({ strokeColor: '#1e1e1e', x: 300 });
  one.scene.holding.clear();
  one.settle();
  exchange(one, other);
  for (const client of [one, other]) expect(get(client, 'a')).toMatchObject({ strokeColor: '#0000ff', x: 300 });
});

test('what somebody removes is gone for all, and comes back for all when they undo it', () => {
  const [one, other] = twoWith(anElement('a'), anElement('b'));
  one.scene.remove('a');
  one.settle();
  exchange(one, other);
  expect(other.scene.list.map(({ id }) => id)).toEqual(['b']);
  one.scene.change('a', { isDeleted: false });
  one.settle();
  exchange(one, other);
  expect(other.scene.visible.map(({ id }) => id).sort()).toEqual(['a', 'b']);
});

test('what somebody draws while it is removed by another goes when they let go', () => {
  const [one, other] = twoWith(anElement('a'));
  one.scene.holding.add('a');
  other.scene.remove('a');
  other.settle();
  exchange(one, other);
  one.scene.change('a', { x: 77 });
  one.settle(true);
  one.scene.holding.clear();
  one.settle();
  exchange(one, other);
  expect(one.scene.visible).toEqual([]);
  expect(other.scene.visible).toEqual([]);
});

test('what is given up while it is drawn vanishes for all; what a scene merely lacks does not', () => {
  const [one, other] = twoWith(anElement('kept'));
  one.scene.add(
    aStroke('s', [
      [0, 0],
      [1, 1],
    ]),
  );
  one.scene.holding.add('s');
  one.settle(true);
  one.scene.list = [];
  one.settle();
  expect(entry(one, 's')).toBeUndefined();
  expect(entry(one, 'kept')).toBeDefined();
  exchange(one, other);
  expect(other.scene.visible.map(({ id }) => id)).toEqual(['kept']);
});

test('what cannot be seen yet, or is of no kind that is shared, is not written', () => {
  const one = aClient();
  one.scene.add(anElement('small', { width: 0, height: 0 }));
  one.scene.add(aStroke('begun', [[0, 0]]));
  one.scene.add(anElement('empty', { type: 'text', text: '' }));
  one.scene.add(anElement('frame', { type: 'iframe' }));
  one.settle();
  expect(one.doc.getMap(PAGE_KEYS.elements).size).toBe(0);
});

test('a cleared page is empty, and full again when that is taken back', () => {
  const [one, other] = twoWith(anElement('a'), anElement('b'));
  one.doc.transact(() => {
    for (const id of ['a', 'b']) (entry(one, id) as Y.Map<unknown>).set(PAGE_KEYS.gone, 3);
  });
  exchange(one, other);
  expect(other.scene.list).toEqual([]);
  one.doc.transact(() => {
    for (const id of ['a', 'b']) (entry(one, id) as Y.Map<unknown>).delete(PAGE_KEYS.gone);
  });
  exchange(one, other);
  expect(other.scene.visible.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('who may not draw writes nothing, and loses what nobody else has when the right goes', () => {
  const [one, other] = twoWith(anElement('a'));
  one.scene.change('a', { x: 1 });
  one.scene.add(anElement('mine'));
  one.binding.setMayWrite(false);
  one.settle();
  expect(one.scene.visible).toMatchObject([{ id: 'a', x: 10 }]);
  one.scene.change('a', { x: 2 });
  one.settle();
  exchange(one, other);
  expect(get(other, 'a')).toMatchObject({ x: 10 });
});

test('a scene that shows something is emptied for a document that has nothing, and writes nothing into it', () => {
  const [one] = twoWith(anElement('a'));
  const doc = new Y.Doc();
  one.binding.end();
  new PageBinding(doc, one.scene, one.rhythm, true).onScene(false);
  one.rhythm.passMoment();
  expect(one.scene.list).toEqual([]);
  expect(doc.getMap(PAGE_KEYS.elements).size).toBe(0);
});

test('deleted elements do not pile up in the scene', () => {
  const one = aClient();
  for (let at = 0; at < 500; at++) {
    one.scene.add(anElement(`e${at}`));
    one.settle();
    one.scene.remove(`e${at}`);
    one.settle();
  }
  expect(one.scene.list.length).toBeLessThan(300);
});

test('two who draw at once are not put one over the other by both', () => {
  const [one, other] = twoWith(anElement('a'));
  one.scene.add(anElement('b'));
  other.scene.add(anElement('c'));
  one.settle();
  other.settle();
  exchange(one, other);
  one.updates.length = 0;
  other.updates.length = 0;
  one.settle();
  other.settle();
  expect([...one.updates, ...other.updates]).toEqual([]);
  expect(one.scene.visible.map(({ id }) => id)).toEqual(other.scene.visible.map(({ id }) => id));
});

test.each(['iframe', 'embeddable', 'magicframe', 'selection'])(
  'there is no %s on a page, and none comes by pasting',
  (type) => {
    expect(isShareable({ type })).toBe(false);
  },
);
