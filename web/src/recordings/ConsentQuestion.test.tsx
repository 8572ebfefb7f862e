// @vitest-environment jsdom
import type { Consent, SessionView } from '@lectern/contract';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '#api/api-error.ts';
import * as api from '#api/recordings.ts';
import { feedWith, participant, viewWith } from '#live/testing.ts';
import { AgreedCount } from './AgreedCount.tsx';
import { ConsentQuestion } from './ConsentQuestion.tsx';
import { NotRecordedMark } from './NotRecordedMark.tsx';

// What Mantine asks of a browser and jsdom does not have.
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
vi.mock('#api/recordings.ts', { spy: true });

const recording = { id: 4, phase: 'recording', started_at: '2026-01-01T10:00:00.000Z' } as const;
const choice = (account_id: number, choice: Consent['choice']): Consent => ({ account_id, choice, hide_name: false });

beforeEach(() => {
  vi.mocked(api.chooseConsent).mockResolvedValue(choice(2, 'recorded'));
});
afterEach(cleanup);

const element = (view: Partial<SessionView>) => (
  <MantineProvider env="test">
    <QueryClientProvider client={new QueryClient()}>
      <ConsentQuestion feed={feedWith(viewWith(view, 'ongoing'))} />
    </QueryClientProvider>
  </MantineProvider>
);
const asked = () => screen.queryByRole('region', { name: 'May you be recorded?' });

test('is asked only while there is a recording, and only of who has not answered', () => {
  const { rerender } = render(element({}));
  expect(asked()).toBeNull();
  rerender(element({ recording }));
  expect(asked()).not.toBeNull();
  rerender(element({ recording, consents: [choice(2, 'not_recorded')] }));
  expect(asked()).toBeNull();
});

test('takes the focus from nobody', () => {
  render(element({ recording }));
  expect(document.activeElement).toBe(document.body);
});

test('sends the answer with the wish for the name, and says why where it did not work', async () => {
  render(element({ recording }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Do not show my name' }));
  fireEvent.click(screen.getByRole('button', { name: 'Take part without' }));
  await vi.waitFor(() =>
    expect(api.chooseConsent).toHaveBeenCalledExactlyOnceWith(7, { choice: 'not_recorded', hide_name: true }),
  );
  vi.mocked(api.chooseConsent).mockRejectedValue(new ApiError('unreachable'));
  fireEvent.click(screen.getByRole('button', { name: 'Be recorded' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/cannot be reached/);
});

test('may be put off for this recording; the next one asks again', () => {
  const { rerender } = render(element({ recording }));
  fireEvent.click(screen.getByRole('button', { name: /^Answer later/ }));
  expect(asked()).toBeNull();
  rerender(element({ recording: { ...recording, phase: 'paused' } }));
  expect(asked()).toBeNull();
  rerender(element({ recording: { ...recording, id: 5 } }));
  expect(asked()).not.toBeNull();
});

test('hosts see who is not recorded, and how many agreed; learners do not', () => {
  const view = viewWith(
    {
      role: 'host',
      recording,
      participants: [participant(1), participant(2), participant(3)],
      consents: [choice(1, 'recorded'), choice(3, 'not_recorded'), choice(9, 'recorded')],
    },
    'ongoing',
  );
  const texts = (of: SessionView) => {
    const { container, unmount } = render(
      <>
        <AgreedCount view={of} />
        {[1, 2, 3].map((id) => (
          <NotRecordedMark key={id} view={of} account_id={id} />
        ))}
      </>,
    );
    const text = container.textContent;
    unmount();
    return text;
  };
  expect(texts(view)).toBe('1 of 3 agreed to be recordedNot recorded: no answer yetNot recorded');
  expect(texts({ ...view, role: 'member' })).toBe('');
  expect(texts({ ...view, recording: null })).toBe('');
});
