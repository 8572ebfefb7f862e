import type { KeyboardEvent } from 'react';

const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** On a person's button, arrow keys lead to the next person of any room. */
export function nextPerson(event: KeyboardEvent<HTMLElement>): void {
  const { key, currentTarget } = event;
  const step = STEPS[key];
  const rooms = currentTarget.closest('[data-rooms]');
  if (!step || !rooms) return;
  const buttons = [...rooms.querySelectorAll<HTMLElement>('[data-move]')];
  event.preventDefault();
  buttons[step(buttons.indexOf(currentTarget), buttons.length)]?.focus();
}
