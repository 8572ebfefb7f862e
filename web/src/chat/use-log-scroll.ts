import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** As near to the end as counts as being there, in pixels. */
const NEAR = 32;
/** So near to the beginning, older messages are asked for. */
const EARLY = 120;

interface LogScroll {
  log: RefObject<HTMLDivElement | null>;
  at_end: boolean;
  toEnd: () => void;
  onScroll: () => void;
}

/**
 * Keeps a log where its reader is: at the end while they are there, whatever comes; else at the line they read, whatever
 * comes before or after it. `rows` is anything that changes with what the log shows.
 */
export function useLogScroll(rows: readonly unknown[], onEarly: () => void): LogScroll {
  const log = useRef<HTMLDivElement>(null);
  const [at_end, setAtEnd] = useState(true);
  const sticks = useRef(true);
  const anchor = useRef<{ line: HTMLElement; top: number } | null>(null);
  const begun = useRef(false);

  const restore = useCallback(() => {
    const box = log.current;
    if (!box) return;
    const held = anchor.current;
    if (sticks.current) box.scrollTop = box.scrollHeight;
    else if (held?.line.isConnected) box.scrollTop = held.line.offsetTop - held.top;
  }, []);

  const look = useCallback(() => {
    const box = log.current;
    if (!box || box.clientHeight === 0) return;
    sticks.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    setAtEnd(sticks.current);
    anchor.current = sticks.current ? null : firstVisible(box);
  }, []);

  // The first time, to where one left off.
  useLayoutEffect(() => {
    const box = log.current;
    if (!box || rows.length === 0) return;
    restore();
    if (begun.current) return;
    begun.current = true;
    const mark = box.querySelector<HTMLElement>('[data-new]');
    if (mark && mark.offsetTop < box.scrollTop) {
      box.scrollTop = mark.offsetTop - NEAR;
      look();
    }
  }, [rows, restore, look]);

  // A longer composer, a turned phone, an opened quote: the reader stays where they are.
  useEffect(() => {
    const box = log.current;
    if (!box || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(restore);
    observer.observe(box);
    for (const child of box.children) observer.observe(child);
    return () => observer.disconnect();
  }, [restore]);

  const toEnd = useCallback(() => {
    sticks.current = true;
    setAtEnd(true);
    restore();
  }, [restore]);

  const onScroll = useCallback(() => {
    look();
    if (log.current && log.current.scrollTop < EARLY) onEarly();
  }, [look, onEarly]);

  return { log, at_end, toEnd, onScroll };
}

function firstVisible(box: HTMLElement): { line: HTMLElement; top: number } | null {
  for (const line of box.querySelectorAll<HTMLElement>('[data-line]')) {
    if (line.offsetTop + line.offsetHeight > box.scrollTop) return { line, top: line.offsetTop - box.scrollTop };
  }
  return null;
}
