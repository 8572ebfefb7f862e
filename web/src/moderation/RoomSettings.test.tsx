// @vitest-environment jsdom
import type { SessionView } from '@lectern/contract';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '#api/api-error.ts';
import * as chat from '#api/chat.ts';
import * as api from '#api/moderation.ts';
import { feedWith, moderationWith, participant, roomWith, viewWith } from '#live/testing.ts';
import { RoomSettings } from './RoomSettings.tsx';

// What Mantine and dialogs ask of a browser and jsdom does not have.
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
vi.mock('#api/moderation.ts', { spy: true });
vi.mock('#api/chat.ts', { spy: true });

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function show() {
    this.open = true;
  };
  vi.mocked(api.changeModeration).mockResolvedValue(moderationWith());
  vi.mocked(api.changeCohost).mockResolvedValue(moderationWith());
  vi.mocked(api.changeExemption).mockResolvedValue(moderationWith());
  vi.mocked(chat.changeChat).mockResolvedValue({ open: false });
});
afterEach(cleanup);

const room = roomWith();
const locked = moderationWith({
  locks: ['microphone'],
  cohosts: [4],
  exemptions: [{ account_id: 3, rights: ['microphone'] }],
});
const participants = [participant(2), participant(3), participant(4), participant(5)];

function show(changes: Partial<SessionView> = {}, onClose = () => undefined) {
  const view = viewWith({ role: 'host', account_id: 1, room, participants, ...changes }, 'ongoing');
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <RoomSettings feed={feedWith(view)} onClose={onClose} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

const toggle = (name: string) => screen.getByRole<HTMLInputElement>('switch', { name });

test('shows what the server says, also after a press that the server did not take', async () => {
  vi.mocked(api.changeModeration).mockRejectedValue(new ApiError('service_unavailable'));
  show({ moderation: locked });
  expect(toggle('use their microphone').checked).toBe(false);
  expect(toggle('use their camera').checked).toBe(true);
  fireEvent.click(toggle('use their camera'));
  await vi.waitFor(() => expect(api.changeModeration).toHaveBeenCalledExactlyOnceWith(7, { locks: { camera: true } }));
  expect(await screen.findByRole('alert')).toBeDefined();
  expect(toggle('use their camera').checked).toBe(true);
});

test('who may draw is decided like the rest, before anybody is in the room too', async () => {
  show({ room: null, moderation: moderationWith({ locks: ['board'] }) });
  fireEvent.click(toggle('draw on the board'));
  await vi.waitFor(() => expect(api.changeModeration).toHaveBeenCalledExactlyOnceWith(7, { locks: { board: false } }));
});

test('the chat has a lock of its own, and none for who is not in the room', async () => {
  show();
  fireEvent.click(toggle('write in the chat'));
  await vi.waitFor(() => expect(chat.changeChat).toHaveBeenCalledExactlyOnceWith(7, false));
  cleanup();
  show({ room: null });
  expect(screen.queryByRole('switch', { name: 'write in the chat' })).toBeNull();
});

test('exceptions are listed and taken back, and made for whoever is neither a host nor exempt', async () => {
  show({ moderation: locked });
  const list = screen.getByRole('list', { name: 'May use the microphone all the same' });
  expect(within(list).getAllByRole('listitem')).toHaveLength(1);
  const others = within(screen.getByRole('combobox', { name: 'Exception for' })).getAllByRole('option');
  expect(others.map((one) => one.textContent)).toEqual(['Choose …', 'P2', 'P5']);
  fireEvent.change(screen.getByRole('combobox', { name: 'Exception for' }), { target: { value: '5' } });
  fireEvent.click(screen.getAllByRole('button', { name: 'Add' })[0] as HTMLElement);
  await vi.waitFor(() =>
    expect(api.changeExemption).toHaveBeenCalledWith(7, { account_id: 5, right: 'microphone', on: true }),
  );
  await vi.waitFor(() =>
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Exception for' }).value).toBe(''),
  );
  fireEvent.click(within(list).getByRole('button', { name: 'No exception for P3 any more' }));
  await vi.waitFor(() =>
    expect(api.changeExemption).toHaveBeenCalledWith(7, { account_id: 3, right: 'microphone', on: false }),
  );
});

test('only the creator names co-hosts', async () => {
  show({ moderation: moderationWith({ cohosts: [4] }) });
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss P4 as co-host' }));
  await vi.waitFor(() => expect(api.changeCohost).toHaveBeenCalledWith(7, 4, false));
  fireEvent.change(screen.getByRole('combobox', { name: 'New co-host' }), { target: { value: '3' } });
  fireEvent.click(screen.getByRole('button', { name: 'Add' }));
  await vi.waitFor(() => expect(api.changeCohost).toHaveBeenCalledWith(7, 3, true));
  cleanup();
  show({ role: 'cohost', account_id: 4 });
  expect(screen.queryByRole('group', { name: 'Co-hosts' })).toBeNull();
});

test('the door and the screens', async () => {
  show();
  fireEvent.click(toggle('Open: whoever is approved may come in'));
  await vi.waitFor(() => expect(api.changeModeration).toHaveBeenCalledWith(7, { door_open: false }));
  fireEvent.click(screen.getByRole('radio', { name: 'Several at once' }));
  await vi.waitFor(() => expect(api.changeModeration).toHaveBeenCalledWith(7, { screen_sharing: 'many' }));
});

test('closes for whoever is no host any more', () => {
  const close = vi.fn();
  show({ role: 'member' }, close);
  expect(close).toHaveBeenCalledOnce();
  expect(screen.queryByRole('dialog')).toBeNull();
});
