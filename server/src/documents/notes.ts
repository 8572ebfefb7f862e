import { notesDocument } from '@lectern/contract';
import * as Y from 'yjs';
import type { Documents } from './service.ts';

/** Where the editor of the web app keeps the text. */
const FRAGMENT = 'default';

/**
 * Appends the notes of a breakout to those of the main room, under a heading with its name. False where nothing is in them,
 * or all of it stands there already.
 */
export async function bringNotes(
  documents: Pick<Documents, 'read' | 'edit'>,
  session_id: number,
  room: { id: number; name: string },
): Promise<boolean> {
  const source = await documents.read(notesDocument(session_id, room.id));
  const written = withoutBlankEnds(nodesOf(source));
  let brought = false;
  if (written.length > 0) {
    await documents.edit(notesDocument(session_id), (main) => {
      if (stands(written, nodesOf(main))) return;
      brought = true;
      main.getXmlFragment(FRAGMENT).push([heading(room.name), ...written.map((node) => node.clone())]);
    });
  }
  source.destroy();
  return brought;
}

type Node = Y.XmlElement | Y.XmlText;

function nodesOf(document: Y.Doc): Node[] {
  const nodes = document.getXmlFragment(FRAGMENT).toArray();
  return nodes.filter((node) => node instanceof Y.XmlElement || node instanceof Y.XmlText);
}

/** The editor keeps an empty paragraph in notes in which nothing is. */
function withoutBlankEnds(nodes: Node[]): Node[] {
  const isBlank = (node: Node) => /^(<paragraph><\/paragraph>)?$/.test(node.toString());
  const [first, last] = [nodes.findIndex((node) => !isBlank(node)), nodes.findLastIndex((node) => !isBlank(node))];
  return first < 0 ? [] : nodes.slice(first, last + 1);
}

/** Whether these follow each other somewhere among those, unchanged. */
function stands(some: Node[], all: Node[]): boolean {
  const [wanted, there] = [some, all].map((nodes) => nodes.map((node) => node.toString())) as [string[], string[]];
  return there.some((_, from) => wanted.every((node, index) => there[from + index] === node));
}

function heading(name: string): Y.XmlElement {
  const element = new Y.XmlElement<{ level: number }>('heading');
  element.setAttribute('level', 2);
  element.insert(0, [new Y.XmlText(name)]);
  // The types of Yjs let only text into a fragment's attributes; the editor writes numbers.
  return element as unknown as Y.XmlElement;
}
