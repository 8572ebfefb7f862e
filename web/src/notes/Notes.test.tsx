// @vitest-environment jsdom
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { OpenDocument, Refusal } from '#documents/open-document.ts';
import { feedWith, moderationWith, participant, viewWith } from '#live/testing.ts';
import { TestTheme } from '#polls/testing.tsx';
import { Notes } from './Notes.tsx';
import { connect, type TestDocument, testDocument } from './testing.ts';

const documents = vi.hoisted(() => ({
  current: null as OpenDocument | null,
  refuse: null as ((reason: Refusal) => void) | null,
}));
vi.mock('#documents/use-document.ts', async () => {
  const { useSyncExternalStore } = await import('react');
  return {
    useDocument: (_name: string, onRefused: (reason: Refusal) => void) => {
      documents.refuse = onRefused;
      return documents.current;
    },
    useDocumentState: (document: OpenDocument) => useSyncExternalStore(document.subscribe, document.getState),
  };
});
// jsdom lays nothing out, and the editor asks where things are.
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect = () => new DOMRect();
document.elementFromPoint = () => null;
// Nor has it the event of a paste.
vi.stubGlobal('ClipboardEvent', class extends Event {});

afterEach(cleanup);

const inside = { participants: [participant(2), participant(3)] };
const feed = (changes = {}, status: 'ongoing' | 'completed' = 'ongoing') =>
  feedWith(viewWith({ ...inside, ...changes }, status));
const locked = { moderation: moderationWith({ locks: ['board'] }) };

function shown(document: TestDocument, shownFeed = feed()) {
  documents.current = document;
  const all = (now: typeof shownFeed) => (
    <TestTheme>
      <Notes feed={now} />
    </TestTheme>
  );
  const { rerender, container } = render(all(shownFeed));
  return { again: (now: typeof shownFeed) => rerender(all(now)), container };
}

function write(doc: Y.Doc, ...texts: string[]): void {
  const paragraphs = texts.map((text) => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(text)]);
    return paragraph;
  });
  doc.getXmlFragment('default').push(paragraphs);
}
const textOf = (doc: Y.Doc) => doc.getXmlFragment('default').toString();
const field = () => screen.findByRole('textbox', { name: 'Notes' });
const type = (element: HTMLElement, html: string) =>
  act(() => {
    const { editor } = element as HTMLElement & {
      editor: { commands: { insertContent: (content: string) => boolean } };
    };
    editor.commands.insertContent(html);
  });

test('what one writes the other has, and each takes back only their own', async () => {
  const [mine, theirs] = [testDocument(), testDocument()];
  connect({ document: mine, id: 2 }, { document: theirs, id: 3 });
  shown(mine);
  type(await field(), 'one');
  write(theirs.doc, 'two');
  expect(textOf(theirs.doc)).toBe('<paragraph>one</paragraph><paragraph>two</paragraph>');
  await waitFor(async () => expect((await field()).textContent).toContain('two'));
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(textOf(theirs.doc)).toContain('<paragraph>two</paragraph>');
  expect(textOf(theirs.doc)).not.toContain('one');
});

test('the caret of another has the name that is known here', async () => {
  const [mine, theirs] = [testDocument(), testDocument()];
  write(theirs.doc, 'hello');
  connect({ document: mine, id: 2 }, { document: theirs, id: 3 });
  const { again } = shown(mine, feed({ participants: [participant(2)] }));
  await field();
  const paragraph = theirs.doc.getXmlFragment('default').get(0) as Y.XmlElement;
  const words = paragraph.get(0);
  const at = JSON.parse(JSON.stringify(Y.createRelativePositionFromTypeIndex(words as Y.XmlText, 2)));
  act(() => theirs.awareness.setLocalState({ user: { id: 3, name: 'Nobody' }, cursor: { anchor: at, head: at } }));
  expect(await screen.findByText('Somebody')).toBeDefined();
  again(feed());
  expect(await screen.findByText('P3')).toBeDefined();
  expect(screen.queryByText('Nobody')).toBeNull();
});

test('without the right one reads: at once, without the tools, and the document stays as it is', async () => {
  const document = testDocument();
  write(document.doc, 'hello');
  const { again } = shown(document);
  await field();
  again(feed(locked));
  const text = await screen.findByRole('group', { name: 'Notes' });
  expect(text.getAttribute('contenteditable')).toBe('false');
  expect(text.textContent).toBe('hello');
  expect(screen.queryByRole('toolbar')).toBeNull();
  expect(screen.getByText('To read only')).toBeDefined();
  // What the schema does not know is not shown, and a reader changes nothing about it.
  act(() => document.doc.getXmlFragment('default').push([new Y.XmlElement('iframe')]));
  act(() => write(document.doc, 'more'));
  await waitFor(() => expect(text.textContent).toBe('hellomore'));
  expect(textOf(document.doc)).toContain('iframe');
  again(feed());
  expect((await field()).textContent).toBe('hellomore');
});

test('after the end everybody reads', async () => {
  shown(testDocument(), feed({ role: 'host', account_id: 1 }, 'completed'));
  expect(await screen.findByText('Nothing is written here.')).toBeDefined();
  expect(screen.queryByRole('textbox')).toBeNull();
});

test('hand-made content is dropped where it is none of ours, and breaks nothing', async () => {
  const [document, theirs] = [testDocument(), testDocument()];
  connect({ document, id: 2 }, { document: theirs, id: 3 });
  shown(document);
  const text = await field();
  const fragment = theirs.doc.getXmlFragment('default');
  write(theirs.doc, 'before');
  const evil = new Y.XmlElement('paragraph');
  evil.setAttribute('onclick', 'alert(1)');
  evil.setAttribute('style', 'position:fixed');
  const words = new Y.XmlText();
  words.insert(0, 'click', {
    link: { href: 'javascript:alert(1)', target: '_self', onmouseover: 'alert(1)', rel: '' },
  });
  evil.insert(0, [words]);
  const script = new Y.XmlElement('script');
  script.insert(0, [new Y.XmlText('alert(1)')]);
  const heading = new Y.XmlElement('heading');
  heading.setAttribute('level', { toString: 'script' } as unknown as string);
  act(() => fragment.push([evil, script, heading, new Y.Map() as unknown as Y.XmlElement]));
  act(() => write(theirs.doc, 'after'));
  await waitFor(() => expect(text.textContent).toBe('beforeclickafter'));
  expect(text.innerHTML).not.toMatch(/script|onclick|onmouseover|style="position|target="_self"/);
  expect(within(text).queryByRole('link')).toBeNull();
  const exported = (text as HTMLElement & { editor: { getHTML: () => string } }).editor.getHTML();
  expect(exported).toBe('<p>before</p><p><a>click</a></p><h1></h1><p>after</p>');
});

test('pasted pages leave only what the notes are made of', async () => {
  const document = testDocument();
  shown(document);
  const text = await field();
  const { view } = (text as HTMLElement & { editor: { view: { pasteHTML: (html: string) => boolean } } }).editor;
  act(() => {
    view.pasteHTML(
      '<h2 onclick="alert(1)" style="color:red">Title</h2><script>alert(1)</script><img src=x onerror=alert(1)>' +
        '<iframe srcdoc="<script>alert(1)</script>"></iframe><p><a href="javascript:alert(1)">bad</a> ' +
        '<a href="https://example.org" target="_self" onclick="alert(1)">good</a></p><svg onload=alert(1)></svg>',
    );
  });
  expect(text.innerHTML).not.toMatch(/script:|onclick|onerror|<img|<iframe|<svg|style=/);
  const link = within(text).getByRole('link');
  expect(link.textContent).toBe('good');
  expect(link.getAttribute('href')).toBe('https://example.org/');
  expect(link.getAttribute('rel')).toBe('noopener noreferrer nofollow');
});

test('the tools are one stop of the Tab key, with arrows inside, and say what is on', async () => {
  shown(testDocument());
  await field();
  const tools = screen.getByRole('toolbar', { name: 'Formatting' });
  const buttons = within(tools).getAllByRole('button');
  expect(buttons.filter((one) => one.tabIndex === 0)).toHaveLength(1);
  await userEvent.tab();
  expect(document.activeElement).toBe(buttons[0]);
  await userEvent.keyboard('{End}');
  expect(document.activeElement).toBe(within(tools).getByRole('button', { name: 'Link' }));
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}');
  const bold = within(tools).getByRole('button', { name: 'Bold' });
  expect(document.activeElement).toBe(bold);
  expect(bold.getAttribute('aria-pressed')).toBe('false');
  await userEvent.keyboard('{Enter}');
  expect(bold.getAttribute('aria-pressed')).toBe('true');
  expect(document.activeElement).toBe(bold);
  await userEvent.tab();
  expect(document.activeElement).toBe(await field());
});

test('a link is set by its address, and a bad one is refused in words', async () => {
  const mine = testDocument();
  shown(mine);
  await field();
  await userEvent.click(screen.getByRole('button', { name: 'Link' }));
  const address = screen.getByRole('textbox', { name: 'Address of the link' });
  await userEvent.type(address, 'javascript:alert(1){Enter}');
  expect(screen.getByText('Give an address of the web or of e-mail.')).toBeDefined();
  await userEvent.clear(address);
  await userEvent.type(address, 'example.org{Enter}');
  const link = await screen.findByRole('link', { name: 'example.org' });
  expect(link.getAttribute('href')).toBe('https://example.org/');
  expect(screen.queryByRole('textbox', { name: 'Address of the link' })).toBeNull();
});

test('whether it is kept is said in words, and a change that was not taken too', async () => {
  const document = testDocument();
  shown(document);
  expect(await screen.findByText('Saved')).toBeDefined();
  act(() => document.become({ state: 'synced', unsaved: 2 }));
  expect(screen.getByText('Saving …')).toBeDefined();
  act(() => document.become({ state: 'offline', unsaved: 2 }));
  expect(screen.getByText(/^Offline: what you wrote is kept here/)).toBeDefined();
  act(() => documents.refuse?.('full'));
  expect(screen.getByText(/^The notes are full/)).toBeDefined();
});

test('notes that are not given say why', async () => {
  const document = testDocument();
  shown(document);
  act(() => document.become({ state: 'refused', reason: 'forbidden', unsaved: 0 }));
  expect(await screen.findByText('You are not allowed to do this.')).toBeDefined();
  expect(screen.queryByRole('textbox')).toBeNull();
});
