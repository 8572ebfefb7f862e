// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { PeoplePanel } from './PeoplePanel.tsx';

afterEach(cleanup);

const participants = [
  {
    id: 10,
    user: { id: 1, first_name: 'Inês', last_name: 'Duarte', username: 'ines' },
    joined_at: '2026-01-01T10:00:00.000Z',
    audio_enabled: true,
    video_enabled: false,
  },
];

test('says of each person what the server gets from them', () => {
  render(<PeoplePanel participants={participants} account_id={2} creator_id={1} onClose={() => undefined} />);
  const list = screen.getByRole('list', { name: 'Participants' });
  const item = within(list).getByRole('listitem', { name: 'Inês Duarte' });
  expect(within(item).getByRole('img', { name: 'microphone on' })).toBeDefined();
  expect(within(item).getByRole('img', { name: 'camera off' })).toBeDefined();
  expect(within(item).getByText('Instructor')).toBeDefined();
});

test('takes the focus when it opens, and Escape closes it', () => {
  const close = vi.fn();
  render(<PeoplePanel participants={participants} account_id={2} creator_id={1} onClose={close} />);
  const heading = screen.getByRole('heading', { level: 2 });
  expect(document.activeElement).toBe(heading);
  fireEvent.keyDown(heading, { key: 'Escape' });
  expect(close).toHaveBeenCalledOnce();
});
