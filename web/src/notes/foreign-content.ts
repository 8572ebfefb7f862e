import * as Y from 'yjs';

/** Deeper than anybody nests lists, and shallow enough to be drawn. */
const DEEPEST = 100;

/**
 * Takes out what no editor of ours writes, as a hand-made client can: the binding of the editor takes every part for
 * an element or a text and would fail on another. What is an element and unknown to the schema it drops itself.
 */
export function dropForeignContent(fragment: Y.XmlFragment): () => void {
  const { doc } = fragment;
  if (!doc) throw new Error('A fragment of the notes is always in a document');
  const tidy = () => {
    if (!isForeign(fragment)) return;
    doc.transact(() => clean(fragment, 0), 'foreign-content');
  };
  // Before the editor hears of the change.
  const onChange = ({ local }: Y.Transaction) => {
    if (!local) tidy();
  };
  tidy();
  doc.on('beforeObserverCalls', onChange);
  return () => doc.off('beforeObserverCalls', onChange);
}

/** Whether there is anything to take out: nearly never, so that nearly never a change is made. */
function isForeign(parent: Y.XmlFragment, depth = 0): boolean {
  return parent.toArray().some((child: unknown) => {
    if (child instanceof Y.XmlText) return depth === 0 || embeds(child).length > 0;
    return !isElement(child) || depth >= DEEPEST || foreignIn(child).length > 0 || isForeign(child, depth + 1);
  });
}

function clean(parent: Y.XmlFragment, depth: number): void {
  const children: unknown[] = parent.toArray();
  for (const [index, child] of [...children.entries()].reverse()) {
    if (child instanceof Y.XmlText && depth > 0) for (const at of embeds(child).reverse()) child.delete(at, 1);
    else if (isElement(child) && depth < DEEPEST) {
      for (const name of foreignIn(child)) child.removeAttribute(name);
      clean(child, depth + 1);
    } else parent.delete(index, 1);
  }
}

/** An element by the name of what texts are to the editor would be a text that says "undefined". */
const isElement = (child: unknown): child is Y.XmlElement => child instanceof Y.XmlElement && child.nodeName !== 'text';

/** The attributes that are no plain values: the editor would go round and round in them. */
function foreignIn(element: Y.XmlElement): string[] {
  const attributes: Record<string, unknown> = element.getAttributes();
  return Object.keys(attributes).filter((name) => attributes[name] instanceof Y.AbstractType);
}

/** Where in a text there is something that is not text. */
function embeds(text: Y.XmlText): number[] {
  const found: number[] = [];
  let at = 0;
  const parts: { insert: unknown }[] = text.toDelta();
  for (const { insert } of parts) {
    if (typeof insert !== 'string') found.push(at);
    at += typeof insert === 'string' ? insert.length : 1;
  }
  return found;
}
