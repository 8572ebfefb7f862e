// @vitest-environment jsdom
import type { SessionView } from '@lectern/contract';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '#api/api-error.ts';
import * as api from '#api/moderation.ts';
import { feedWith, moderationWith, participant, viewWith } from '#live/testing.ts';
import { PersonMenu } from './PersonMenu.tsx';

// What Mantine and dialogs ask of a browser and jsdom does not have.
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);
vi.mock('#api/moderation.ts', { spy: true });

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function show() {
    this.open = true;
  };
  vi.mocked(api.mute).mockResolvedValue();
  vi.mocked(api.removeParticipant).mockResolvedValue();
  vi.mocked(api.changeExemption).mockResolvedValue(moderationWith());
});
afterEach(cleanup);

function press(view: Partial<SessionView> = {}, onKeyDown = () => undefined, env: 'test' | 'default' = 'test') {
  const amir = { ...participant(3), audio_enabled: true };
  render(
    <MantineProvider env={env}>
      <QueryClientProvider client={new QueryClient()}>
        <aside onKeyDown={onKeyDown}>
          <PersonMenu feed={feedWith(viewWith({ role: 'cohost', ...view }, 'ongoing'))} participant={amir} />
        </aside>
      </QueryClientProvider>
    </MantineProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'What to do with P3' }));
}

async function open(...how: Parameters<typeof press>) {
  press(...how);
  await screen.findByRole('menu');
}

const choose = (name: string) => fireEvent.click(screen.getByRole('menuitem', { name }));

test('does what is chosen, and closes once the server has done it', async () => {
  await open();
  choose('Mute');
  await vi.waitFor(() => expect(api.mute).toHaveBeenCalledExactlyOnceWith(7, 30, 'microphone'));
  await vi.waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
});

test('Escape before the menu has the focus closes the menu, and nothing around it', async () => {
  const heard = vi.fn();
  await open({}, heard);
  fireEvent.keyDown(screen.getByRole('button', { name: 'What to do with P3' }), { key: 'Escape' });
  await vi.waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  expect(heard).not.toHaveBeenCalled();
});

test('whoever has gone on to another item before the menu is fully open stays there', async () => {
  press();
  const last = screen.getByRole('menuitem', { name: 'Remove from the session …', hidden: true });
  last.focus();
  // The timers by which the menu takes the focus end before this one.
  await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
  expect(document.activeElement).toBe(last);
});

test('a menu that takes the focus while it goes gives it back', async () => {
  await open({}, undefined, 'default');
  const opener = screen.getByRole('button', { name: 'What to do with P3' });
  opener.focus();
  fireEvent.keyDown(opener, { key: 'Escape' });
  screen.getByRole('menuitem', { name: 'Mute', hidden: true }).focus();
  await vi.waitFor(() => expect(screen.queryByRole('menu', { hidden: true })).toBeNull());
  expect(document.activeElement).toBe(opener);
});

test('stays open with the reason where it did not work', async () => {
  vi.mocked(api.mute).mockRejectedValue(new ApiError('participant_not_found'));
  await open();
  choose('Mute');
  expect((await screen.findByRole('alert')).textContent).toMatch(/not in the room any more/);
  expect(screen.getByRole('menu')).toBeDefined();
});

test('makes an exception from a lock', async () => {
  await open({ moderation: moderationWith({ locks: ['camera'] }) });
  choose('Allow the camera');
  await vi.waitFor(() =>
    expect(api.changeExemption).toHaveBeenCalledExactlyOnceWith(7, { account_id: 3, right: 'camera', on: true }),
  );
});

test('removes only after a question that says what happens', async () => {
  await open();
  choose('Remove from the session …');
  const question = await screen.findByRole('dialog', { name: 'Remove P3?' });
  expect(question.textContent).toMatch(/approves them again/);
  expect(api.removeParticipant).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
  await vi.waitFor(() => expect(api.removeParticipant).toHaveBeenCalledExactlyOnceWith(7, 30));
});
