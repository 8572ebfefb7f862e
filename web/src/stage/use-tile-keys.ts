import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Item } from './arrangement.ts';
import { type Direction, neighbour } from './neighbour.ts';

const ARROWS: Record<string, Direction | undefined> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

interface Pages {
  page: number;
  pages: number;
  turnTo: (page: number) => void;
}

export const tileKey = ({ kind, account_id }: Pick<Item, 'kind' | 'account_id'>) => `${kind}-${account_id}`;

/**
 * The stage is one stop on the way through the page by Tab. Inside, arrow keys lead from tile to tile and on to the next
 * page, Home and End to the first and last, and Tab to what can be done with the one tile.
 */
export function useTileKeys(stage: RefObject<HTMLElement | null>, items: readonly Item[], turning: Pages) {
  const [last, setLast] = useState<string | null>(null);
  /** Which tile of the next page is to get the focus, once it is there. */
  const awaited = useRef<'first' | 'last' | null>(null);
  const keys = items.map(tileKey);
  const current = last !== null && keys.includes(last) ? last : (keys[0] ?? null);

  function focusOn(index: number) {
    const element = stage.current?.querySelector<HTMLElement>(`[data-tile="${keys[index]}"]`);
    (element?.matches('[tabindex]') ? element : element?.querySelector<HTMLElement>('[tabindex]'))?.focus();
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: when a page was turned, and only then.
  useEffect(() => {
    if (awaited.current) focusOn(awaited.current === 'first' ? 0 : keys.length - 1);
    awaited.current = null;
  }, [turning.page]);

  function turn(by: 1 | -1, end: 'first' | 'last'): boolean {
    const page = turning.page + by;
    if (page < 0 || page >= turning.pages) return false;
    awaited.current = end;
    turning.turnTo(page);
    return true;
  }

  function goes(key: string, from: number): boolean {
    const direction = ARROWS[key];
    if (direction) {
      const places = items.map(({ place }) => place);
      const next = neighbour(places, from, direction);
      if (next !== null) focusOn(next);
      else if (direction === 'left') turn(-1, 'last');
      else if (direction === 'right') turn(1, 'first');
      return true;
    }
    if (key === 'Home') focusOn(0);
    else if (key === 'End') focusOn(items.length - 1);
    else if (key === 'PageUp') turn(-1, 'first');
    else if (key === 'PageDown') turn(1, 'first');
    else return false;
    return true;
  }

  return {
    current,
    onFocus({ target }: FocusEvent) {
      const key = keyOf(target);
      if (key) setLast(key);
    },
    onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const from = keys.indexOf(keyOf(event.target) ?? '');
      if (from >= 0 && goes(event.key, from)) event.preventDefault();
    },
  };
}

function keyOf(target: EventTarget): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('[data-tile]')?.dataset.tile : undefined;
}
