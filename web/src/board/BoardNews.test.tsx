// @vitest-environment jsdom
import type { BoardView, SessionEvent } from '@lectern/contract';
import { cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as api from '#api/board.ts';
import { feedWith, person } from '#live/testing.ts';
import * as sessions from '#live/use-session.ts';
import { BoardNews } from './BoardNews.tsx';
import { threePages, viewOf } from './testing-view.ts';
import type { BoardPlace } from './use-board-place.ts';

vi.mock('#api/board.ts', { spy: true });
vi.mock('#live/use-session.ts', { spy: true });

const lead = vi.fn(async () => undefined);
let happen: (event: SessionEvent) => void = () => undefined;

beforeEach(() => {
  lead.mockClear();
  vi.mocked(api.lead).mockImplementation(lead);
  const onEvent = (witness: typeof happen) => {
    happen = witness;
    return () => undefined;
  };
  vi.mocked(sessions.sessionStore).mockReturnValue({ onEvent } as unknown as ReturnType<typeof sessions.sessionStore>);
});
afterEach(cleanup);

function placeWith(changes: Partial<BoardPlace> = {}): BoardPlace {
  const nothing = vi.fn();
  const doings = { showLed: vi.fn(), tell: vi.fn(), close: nothing, toggle: nothing };
  return { open: false, by_hand: false, fills: false, news: null, button: { current: null }, ...doings, ...changes };
}

const shown = (board: BoardView, place: BoardPlace) => <BoardNews feed={feedWith(viewOf(board))} place={place} />;
const opened = { type: 'board.page_opened', data: { page_id: 12 }, actor_id: 1, seq: 6, at: '' } as SessionEvent;

test('opens for whoever is led, once for each lead, and not again after they closed it', () => {
  const place = placeWith();
  const led = threePages({ led_by: person(1) });
  const { rerender } = render(shown(led, place));
  expect(place.showLed).toHaveBeenCalledOnce();
  rerender(shown({ ...led, open_page_id: 12 }, place));
  expect(place.showLed).toHaveBeenCalledOnce();
  rerender(shown(threePages(), place));
  rerender(shown(led, place));
  expect(place.showLed).toHaveBeenCalledTimes(2);
});

test('whoever leads and closes their board leads no more; nobody else ends a lead', () => {
  const mine = threePages({ led_by: person(2) });
  const { rerender } = render(shown(mine, placeWith({ open: true })));
  expect(lead).not.toHaveBeenCalled();
  rerender(shown(mine, placeWith()));
  expect(lead).toHaveBeenCalledExactlyOnceWith(7, false);
  cleanup();
  render(shown(threePages({ led_by: person(1) }), placeWith()));
  expect(lead).toHaveBeenCalledOnce();
});

test('what happens on a closed board is told once, on an open one not at all', () => {
  const closed = placeWith();
  const { rerender } = render(shown(threePages(), closed));
  happen(opened);
  expect(closed.tell).toHaveBeenCalledExactlyOnceWith('A page of the board was opened');
  const told = placeWith({ news: 'A page of the board was opened' });
  rerender(shown(threePages(), told));
  happen(opened);
  expect(told.tell).not.toHaveBeenCalled();
  const open = placeWith({ open: true });
  rerender(shown(threePages(), open));
  happen(opened);
  expect(open.tell).not.toHaveBeenCalled();
});
