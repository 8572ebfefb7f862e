import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { caretElement, renameCarets } from './caret-element.ts';
import { Carets } from './carets.ts';
import { followingCopy } from './following-copy.ts';
import { dropForeignContent } from './foreign-content.ts';
import { HeadingLevels } from './heading-levels.ts';
import { noteExtensions } from './note-extensions.ts';

/** The fragment of the document that the notes are in. */
const FIELD = 'default';

interface NoteEditorOptions {
  doc: Y.Doc;
  awareness: Awareness;
  account_id: number;
  may_write: boolean;
  /** What the field is called for who does not see it. */
  label: string;
  nameOf: (account_id: number) => string;
}

/** The editor of the notes, in the element that the ref is given to. It is made anew where another document or another right comes. */
export function useNoteEditor(options: NoteEditorOptions): {
  editor: Editor | null;
  place: RefObject<HTMLDivElement | null>;
} {
  const { doc, awareness, account_id, may_write, label, nameOf } = options;
  const place = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const names = useRef(nameOf);
  useEffect(() => {
    names.current = nameOf;
    if (place.current) renameCarets(place.current, nameOf);
  }, [nameOf]);
  useEffect(() => {
    const copy = may_write ? null : followingCopy(doc);
    const edited = copy?.doc ?? doc;
    const stopTidying = dropForeignContent(edited.getXmlFragment(FIELD));
    const carets = new Carets({
      awareness,
      doc: edited,
      account_id,
      shown: may_write,
      nameOf: (id) => names.current(id),
    });
    const made = new Editor({
      element: place.current,
      editable: may_write,
      // What is pasted has no styles of its own, and nothing is marked as it comes.
      injectCSS: false,
      extensions: [
        ...noteExtensions,
        HeadingLevels,
        Collaboration.configure({ document: edited, field: FIELD }),
        CollaborationCaret.configure({
          provider: { awareness: carets },
          user: { id: account_id },
          render: caretElement,
        }),
      ],
      editorProps: {
        attributes: may_write
          ? { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label }
          : { role: 'group', tabindex: '0', 'aria-label': label },
      },
    });
    setEditor(made);
    return () => {
      setEditor(null);
      made.destroy();
      stopTidying();
      copy?.stop();
    };
  }, [doc, awareness, account_id, may_write, label]);
  return { editor, place };
}
