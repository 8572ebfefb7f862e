// @vitest-environment jsdom
import '#i18n/add-board-texts.ts';
import type { Moderation } from '@lectern/contract';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as api from '#api/moderation.ts';
import { moderationWith, participant } from '#live/testing.ts';
import { DrawMenu } from './DrawMenu.tsx';
import { threePages, viewOf } from './testing-view.ts';

vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe = () => undefined;
    unobserve = () => undefined;
    disconnect = () => undefined;
  },
);
vi.mock('#api/moderation.ts', { spy: true });

const calls: unknown[] = [];
beforeEach(() => {
  calls.length = 0;
  vi.mocked(api.changeModeration).mockImplementation(async (_id, edit) => {
    calls.push(edit);
    return moderationWith();
  });
  vi.mocked(api.changeExemption).mockImplementation(async (_id, change) => {
    calls.push(change);
    return moderationWith();
  });
});
afterEach(cleanup);

function Shown({ moderation }: { moderation: Moderation }) {
  const participants = [participant(1), participant(2), participant(3)];
  return (
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <DrawMenu
          view={viewOf(threePages(), { role: 'host', account_id: 1, moderation, participants })}
          onFailure={() => undefined}
        />
      </QueryClientProvider>
    </MantineProvider>
  );
}

const locked = moderationWith({ locks: ['board'] });
const butTwo = { ...locked, exemptions: [{ account_id: 2, rights: ['board' as const] }] };
const choose = (name: string) => fireEvent.click(screen.getByRole('menuitemradio', { name }));
const open = (now: string) => fireEvent.click(screen.getByRole('button', { name: `Who may draw: ${now}` }));

test('hosts only: nobody stays exempt, and then it is locked', async () => {
  render(<Shown moderation={butTwo} />);
  open('Some people');
  choose('Hosts only');
  await vi.waitFor(() =>
    expect(calls).toEqual([{ account_id: 2, right: 'board', on: false }, { locks: { board: true } }]),
  );
});

test('everyone: it is unlocked', async () => {
  render(<Shown moderation={locked} />);
  open('Hosts only');
  choose('Everyone');
  await vi.waitFor(() => expect(calls).toEqual([{ locks: { board: false } }]));
});

test('some: it is locked, and who may is ticked', async () => {
  const { rerender } = render(<Shown moderation={moderationWith()} />);
  open('Everyone');
  expect(screen.queryByRole('menuitemcheckbox')).toBeNull();
  choose('Some people');
  await vi.waitFor(() => expect(calls).toEqual([{ locks: { board: true } }]));
  rerender(<Shown moderation={locked} />);
  fireEvent.click(screen.getByRole('menuitemcheckbox', { name: 'P3' }));
  await vi.waitFor(() => expect(calls.at(-1)).toEqual({ account_id: 3, right: 'board', on: true }));
  rerender(<Shown moderation={butTwo} />);
  const ticked = screen.getAllByRole('menuitemcheckbox').map((one) => [one.textContent, one.ariaChecked]);
  expect(ticked).toEqual([
    ['P2', 'true'],
    ['P3', 'false'],
  ]);
});
