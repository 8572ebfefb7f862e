import { useEffect, useState, useSyncExternalStore } from 'react';
import { type DocumentState, isNotice, type OpenDocument, openDocument, type Refusal } from './open-document.ts';

const CONNECTING: DocumentState = { state: 'connecting', unsaved: 0 };
const nothing = () => () => undefined;

/**
 * A document for as long as the component is there. Where a change of ours was refused, the copy with it is thrown away
 * and another one opened in its place; `onRefused` tells why.
 */
export function useDocument(name: string, onRefused: (reason: Refusal) => void): OpenDocument | null {
  const [document, setDocument] = useState<OpenDocument | null>(null);
  useEffect(() => {
    let current = openDocument(name);
    let stop = watch();
    setDocument(current);
    return () => {
      stop();
      current.close();
      setDocument(null);
    };

    function watch(): () => void {
      return current.subscribe(() => {
        const state = current.getState();
        if (state.state !== 'refused') return;
        onRefused(state.reason);
        if (!isNotice(state.reason)) return;
        stop();
        current.close();
        current = openDocument(name);
        stop = watch();
        setDocument(current);
      });
    }
  }, [name, onRefused]);
  return document;
}

export function useDocumentState(document: OpenDocument | null): DocumentState {
  return useSyncExternalStore(document?.subscribe ?? nothing, document?.getState ?? (() => CONNECTING));
}
