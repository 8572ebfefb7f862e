import type { Editor } from '@tiptap/core';
import { type RefObject, useEffect, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import classes from './NoteText.module.css';

interface NoteTextProps {
  editor: Editor | null;
  /** Where the editor puts itself. */
  place: RefObject<HTMLDivElement | null>;
  may_write: boolean;
}

/** The text itself. */
export function NoteText({ editor, place, may_write }: NoteTextProps) {
  const { t } = useTexts();
  const empty = useIsEmpty(editor);
  return (
    <div className={classes.text}>
      {empty && <p className={classes.hint}>{t(may_write ? 'notes.emptyWriter' : 'notes.emptyReader')}</p>}
      <div ref={place} className={classes.place} />
    </div>
  );
}

function useIsEmpty(editor: Editor | null): boolean {
  const [empty, setEmpty] = useState(false);
  useEffect(() => {
    if (!editor) return;
    const look = () => setEmpty(editor.isEmpty);
    look();
    editor.on('transaction', look);
    return () => {
      editor.off('transaction', look);
    };
  }, [editor]);
  return empty && editor !== null;
}
