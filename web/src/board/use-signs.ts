import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useEffect, useRef, useState } from 'react';
import type { OpenDocument } from '#documents/open-document.ts';
import { collaboratorsOf, type Others, withOthers } from './others.ts';
import { OwnSigns } from './own-signs.ts';

/** How often at most the others' pointers are drawn anew, in milliseconds. */
const PACE = 50;
const NOBODY: Others = new Map();

/** What we show the others of ourselves on this page; null until it is open. */
export function useOwnSigns(document: OpenDocument | null): OwnSigns | null {
  const [signs, setSigns] = useState<OwnSigns | null>(null);
  useEffect(() => {
    if (!document) return;
    const own = new OwnSigns(document.awareness);
    setSigns(own);
    return () => {
      own.end();
      setSigns(null);
    };
  }, [document]);
  return signs;
}

/** What the others show of themselves on this page; their pointers are drawn with their names. */
export function useOthers(
  api: ExcalidrawImperativeAPI | null,
  document: OpenDocument | null,
  name: (account_id: number) => string,
): Others {
  const [others, setOthers] = useState(NOBODY);
  useEffect(() => {
    if (!document) return;
    const { awareness } = document;
    const changed = new Set(awareness.getStates().keys());
    let timer: ReturnType<typeof setTimeout> | null = null;
    const read = () => {
      timer = null;
      const clients = [...changed];
      changed.clear();
      setOthers((before) => withOthers(before, awareness, clients));
    };
    const onChange = (change: { added: number[]; updated: number[]; removed: number[] }) => {
      for (const client of [...change.added, ...change.updated, ...change.removed]) changed.add(client);
      timer ??= setTimeout(read, PACE);
    };
    read();
    awareness.on('change', onChange);
    return () => {
      awareness.off('change', onChange);
      if (timer) clearTimeout(timer);
      setOthers(NOBODY);
    };
  }, [document]);
  const drawn = useRef(NOBODY);
  useEffect(() => {
    if (!api || (others.size === 0 && drawn.current.size === 0)) return;
    drawn.current = others;
    api.updateScene({ collaborators: collaboratorsOf(others, name) });
  }, [api, others, name]);
  return others;
}
