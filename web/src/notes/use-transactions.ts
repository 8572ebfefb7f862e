import type { Editor } from '@tiptap/core';
import { useEffect, useReducer } from 'react';

/** Draws the component again with each change in the editor, of the text or of where the caret is. */
export function useTransactions(editor: Editor): void {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    editor.on('transaction', again);
    return () => {
      editor.off('transaction', again);
    };
  }, [editor]);
}
