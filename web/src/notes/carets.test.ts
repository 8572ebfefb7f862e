import { expect, test } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { personColour } from '#people/person-colour.ts';
import { Carets } from './carets.ts';

function made(shown = true) {
  const doc = new Y.Doc();
  const words = new Y.XmlText('hello');
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [words]);
  doc.getXmlFragment('default').insert(0, [paragraph]);
  const awareness = new Awareness(doc);
  const carets = new Carets({ awareness, doc, account_id: 1, shown, nameOf: (id) => `P${id}` });
  const position: unknown = JSON.parse(JSON.stringify(Y.createRelativePositionFromTypeIndex(words, 2)));
  /** As it comes by the wire from another client. */
  const comes = (client: number, state: unknown) => awareness.states.set(client, state as Record<string, unknown>);
  return { awareness, carets, position, comes };
}

test('a name comes from the view and a colour from the id, never from the wire', () => {
  const { carets, position, comes } = made();
  comes(7, { user: { id: 5, name: '<img>', color: 'url(evil)' }, cursor: { anchor: position, head: position } });
  expect([...carets.getStates()]).toEqual([
    [7, { user: { id: 5, name: 'P5', color: personColour(5) }, cursor: { anchor: position, head: position } }],
  ]);
});

test.each([
  ['no user', (at: unknown) => ({ cursor: { anchor: at, head: at } })],
  ['a user who is none', (at: unknown) => ({ user: { id: 'x' }, cursor: { anchor: at, head: at } })],
  ['a state that is none', () => null],
  ['no caret', () => ({ user: { id: 5 }, cursor: null })],
  ['a caret that is none', () => ({ user: { id: 5 }, cursor: 5 })],
  ['half a caret', (at: unknown) => ({ user: { id: 5 }, cursor: { anchor: at } })],
  ['a place nowhere', () => ({ user: { id: 5 }, cursor: { anchor: {}, head: {} } })],
  [
    'a place in the future',
    () => {
      const item = { client: 9, clock: 99 };
      return { user: { id: 5 }, cursor: { anchor: { item }, head: { item } } };
    },
  ],
  [
    'a place in another type',
    () => ({ user: { id: 5 }, cursor: { anchor: { tname: 'elements' }, head: { tname: 'elements' } } }),
  ],
  [
    'a negative place',
    () => {
      const item = { client: -1, clock: -1 };
      return { user: { id: 5 }, cursor: { anchor: { item, type: item }, head: { item, type: item } } };
    },
  ],
])('%s is nobody', (_what, state) => {
  const { carets, position, comes } = made();
  comes(7, state(position));
  expect(carets.getStates().size).toBe(0);
});

test('one tells where one is, and of oneself the id alone', () => {
  const { awareness, carets } = made();
  carets.setLocalStateField('user', { id: 99, name: 'Somebody else', color: '#fff' });
  carets.setLocalStateField('cursor', { anchor: 1, head: 2 });
  carets.setLocalStateField('pointer', { x: 1 });
  expect(awareness.getLocalState()).toEqual({ user: { id: 1 }, cursor: { anchor: 1, head: 2 } });
  expect(carets.getStates().size).toBe(0);
});

test('who only reads shows no caret', () => {
  const { awareness, carets } = made(false);
  carets.setLocalStateField('cursor', { anchor: 1, head: 2 });
  expect(awareness.getLocalState()).toEqual({ cursor: null });
});
