// @vitest-environment jsdom
import { NO_BREAKOUTS } from '@lectern/contract';
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { MoveState } from '#live/room-move.ts';
import { feedWith, participant, viewWith } from '#live/testing.ts';
import { Announcer } from '#ui/announcer.tsx';
import { MoveNotice } from './MoveNotice.tsx';

// What Mantine asks of a browser and jsdom does not have.
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const breakouts = { ...NO_BREAKOUTS, rooms: [{ id: 31, name: 'Blue' }] };
const live = { retryMove: vi.fn(), dismissMove: vi.fn() };

const notice = (move: MoveState | null, breakout_id: number | null = null, open = true) => (
  <MantineProvider>
    <MoveNotice
      feed={feedWith(
        viewWith({ participants: [{ ...participant(2), breakout_id }], breakouts: open ? breakouts : null }, 'ongoing'),
      )}
      live={live}
      state={{ move }}
    />
    <Announcer />
  </MantineProvider>
);

test('the way is told quietly, and why one is not there with what one can do', () => {
  const { rerender } = render(notice({ to: 31, kind: 'moving' }));
  expect(screen.getByText('Going to Blue …')).toBeTruthy();
  rerender(notice({ to: 31, kind: 'failed', reason: 'service_unavailable', wished: false }));
  expect(screen.getByRole('alert').textContent).toContain('You are still here. Blue could not be reached:');
  expect(screen.queryByRole('button', { name: 'Stay here' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
  expect(live.retryMove).toHaveBeenCalledOnce();
  rerender(notice({ to: null, kind: 'failed', reason: 'must_stay', wished: true }));
  expect(screen.getByRole('button', { name: 'Stay here' })).toBeTruthy();
  rerender(notice(null));
  expect(screen.queryByRole('alert')).toBeNull();
});

test('where one has come is said, also where the room is in no list any more', async () => {
  vi.useFakeTimers();
  const said = async () => {
    await act(() => vi.advanceTimersByTimeAsync(300));
    return screen.getAllByRole('status').at(-1)?.textContent;
  };
  const { rerender } = render(notice(null));
  rerender(notice(null, 31));
  expect(await said()).toBe('You are in Blue');
  rerender(notice(null, null, false));
  expect(await said()).toBe('You are back in the main room');
});
