import { type RefObject, useEffect, useRef } from 'react';
import type { Item } from './arrangement.ts';
import { type Direction, neighbour } from './neighbour.ts';
import { tileKey } from './tile-key.ts';
import type { StageState } from './use-arrangement.ts';

const ARROWS: Record<string, Direction | undefined> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/**
 * The stage is one stop on the way through the page by Tab. Inside, arrow keys lead from tile to tile and on to the next
 * page, Home and End to the first and last, and Tab to what can be done with the one tile.
 */
export function useTileKeys(
  element: RefObject<HTMLElement | null>,
  { items, page, pages, turnTo }: Pick<StageState, 'items' | 'page' | 'pages' | 'turnTo'>,
  onCurrent: (tile: string) => void,
): void {
  /** Which tile of the next page is to get the focus, once it is there. */
  const awaited = useRef<'first' | 'last' | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: when a page was turned, and only then.
  useEffect(() => {
    if (awaited.current) focusOn(element.current, awaited.current === 'first' ? items[0] : items.at(-1));
    awaited.current = null;
  }, [page]);

  // After every drawing, so that the keys act on what is there.
  useEffect(() => {
    const stage = element.current;
    if (!stage) return;
    const turn = (by: 1 | -1, end: 'first' | 'last') => {
      if (page + by < 0 || page + by >= pages) return;
      awaited.current = end;
      turnTo(page + by);
    };
    const go = (key: string, from: number): boolean => {
      const direction = ARROWS[key];
      const next = direction
        ? neighbour(
            items.map(({ place }) => place),
            from,
            direction,
          )
        : null;
      if (next !== null) focusOn(stage, items[next]);
      else if (key === 'Home') focusOn(stage, items[0]);
      else if (key === 'End') focusOn(stage, items.at(-1));
      else if (key === 'ArrowLeft') turn(-1, 'last');
      else if (key === 'ArrowRight' || key === 'PageDown') turn(1, 'first');
      else if (key === 'PageUp') turn(-1, 'first');
      else return direction !== undefined;
      return true;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const from = items.findIndex((item) => tileKey(item) === tileOf(event.target));
      if (from >= 0 && go(event.key, from)) event.preventDefault();
    };
    const onFocus = ({ target }: FocusEvent) => {
      const tile = tileOf(target);
      if (tile) onCurrent(tile);
    };
    stage.addEventListener('keydown', onKeyDown);
    stage.addEventListener('focusin', onFocus);
    return () => {
      stage.removeEventListener('keydown', onKeyDown);
      stage.removeEventListener('focusin', onFocus);
    };
  });
}

/** A screen brings its own element that takes the focus. */
function focusOn(stage: HTMLElement | null, item: Item | undefined): void {
  const tile = item && stage?.querySelector<HTMLElement>(`[data-tile="${tileKey(item)}"]`);
  (tile?.matches('[tabindex]') ? tile : tile?.querySelector<HTMLElement>('[tabindex]'))?.focus();
}

function tileOf(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('[data-tile]')?.dataset.tile : undefined;
}
