import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { dropForeignContent } from './foreign-content.ts';

function withParagraph(text: string) {
  const doc = new Y.Doc();
  const fragment = doc.getXmlFragment('default');
  const paragraph = new Y.XmlElement('paragraph');
  const words = new Y.XmlText(text);
  paragraph.insert(0, [words]);
  fragment.insert(0, [paragraph]);
  return { doc, fragment, paragraph, words };
}

/** What a hand-made client can put where only elements and texts belong. */
function insertAnything(fragment: Y.XmlFragment, thing: unknown): void {
  fragment.insert(0, [thing as Y.XmlElement]);
}

test('what is neither an element nor a text is taken out, and the rest stays', () => {
  const { doc, fragment, paragraph, words } = withParagraph('hello');
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  insertAnything(fragment, new Y.Map());
  insertAnything(fragment, new Y.Array());
  insertAnything(fragment, new Y.XmlHook('hook'));
  insertAnything(fragment, new Y.XmlText('text without a paragraph'));
  paragraph.insert(0, [new Y.Map() as unknown as Y.XmlText]);
  words.insertEmbed(2, { image: 'javascript:alert(1)' });
  dropForeignContent(other.getXmlFragment('default'));
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  expect(other.getXmlFragment('default').toString()).toBe('<paragraph>hello</paragraph>');
  dropForeignContent(fragment);
  expect(fragment.toString()).toBe('<paragraph>hello</paragraph>');
});

test('it is gone before anybody who listens hears of it', () => {
  const { doc } = withParagraph('hello');
  const other = new Y.Doc();
  const fragment = other.getXmlFragment('default');
  dropForeignContent(fragment);
  const seen: unknown[] = [];
  fragment.observeDeep(() => seen.push(...fragment.toArray().filter((child) => !(child instanceof Y.XmlElement))));
  insertAnything(doc.getXmlFragment('default'), new Y.Map());
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  expect(seen).toEqual([]);
  expect(fragment.toString()).toBe('<paragraph>hello</paragraph>');
});

test('what is nested deeper than can be drawn is cut', () => {
  const { fragment } = withParagraph('hello');
  let inner = new Y.XmlElement('blockquote');
  fragment.insert(0, [inner]);
  for (let depth = 0; depth < 1_000; depth += 1) {
    const next = new Y.XmlElement('blockquote');
    inner.insert(0, [next]);
    inner = next;
  }
  dropForeignContent(fragment);
  expect(fragment.toString().match(/<blockquote>/g)?.length).toBe(100);
  expect(fragment.toString()).toContain('<paragraph>hello</paragraph>');
});

test('where there is nothing to take out nothing is changed, and after its end nothing is looked at', () => {
  const { doc, fragment } = withParagraph('hello');
  const other = new Y.Doc();
  const changes: unknown[] = [];
  other.on('update', (_update: Uint8Array, origin: unknown) => changes.push(origin));
  const stop = dropForeignContent(other.getXmlFragment('default'));
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc), 'wire');
  stop();
  insertAnything(fragment, new Y.Map());
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc), 'wire');
  expect(changes).toEqual(['wire', 'wire']);
});

test('an attribute that is no plain value is taken out, and so is an element that calls itself a text', () => {
  const { fragment, paragraph } = withParagraph('hello');
  const heading = new Y.XmlElement('heading');
  fragment.insert(1, [heading]);
  heading.setAttribute('level', new Y.Map() as unknown as string);
  heading.setAttribute('kept', '2');
  insertAnything(paragraph, new Y.XmlElement('text'));
  dropForeignContent(fragment);
  expect(fragment.toString()).toBe('<paragraph>hello</paragraph><heading kept="2"></heading>');
});
