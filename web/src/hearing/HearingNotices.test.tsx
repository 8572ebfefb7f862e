// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { participant } from '#live/testing.ts';
import { MissingNotice, OwnSoundNotice } from './HearingNotices.tsx';
import type { OwnNotice, RepairState } from './hearing-watch.ts';

// What Mantine asks of a browser and jsdom does not have.
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));

afterEach(cleanup);

function showMissing(account_ids: number[], repair: RepairState = 'offered', onRepair = vi.fn()) {
  const participants = [1, 2, 3, 4, 5, 6].map((id) => participant(id));
  render(
    <MantineProvider>
      <MissingNotice missing={{ account_ids, repair }} participants={participants} onRepair={onRepair} />
    </MantineProvider>,
  );
  return onRepair;
}

function showOwn(own: OwnNotice, onRepair = vi.fn()) {
  render(
    <MantineProvider>
      <OwnSoundNotice own={own} onRepair={onRepair} />
    </MantineProvider>,
  );
  return onRepair;
}

const button = (name: string) => screen.queryByRole('button', { name });

test.each([
  [[3], 'You may be missing the sound of P3.'],
  [[3, 5], 'You may be missing the sound of P3 and P5.'],
  [[2, 3, 4, 5, 6], 'You may be missing the sound of P2, P3, P4, and 2 more.'],
])('a listener is told whose sound may be missing: %j', (account_ids, text) => {
  showMissing(account_ids);
  screen.getByText(text);
});

test('a repair is offered, shown while it goes on, and offered again where it failed', () => {
  const onRepair = showMissing([3]);
  fireEvent.click(screen.getByRole('button', { name: 'Repair' }));
  expect(onRepair).toHaveBeenCalledTimes(1);
  cleanup();
  const onAgain = showMissing([3], 'running');
  screen.getByText('Bringing back the sound of P3 …');
  fireEvent.click(screen.getByRole('button', { name: 'Repair' }));
  expect(onAgain).not.toHaveBeenCalled();
  cleanup();
  showMissing([3], 'failed');
  screen.getByText(/still does not come/);
  screen.getByRole('button', { name: 'Try again' });
});

test.each<[own: OwnNotice, text: RegExp, repairs: boolean]>([
  [{ kind: 'one_does_not', name: 'Ben' }, /^Ben does not hear you\.$/, false],
  [{ kind: 'some_do', hearing: 3, of: 4, names: ['Ben'] }, /^3 of 4 hear you\. Not: Ben\.$/, false],
  [{ kind: 'some_do', hearing: 1, of: 3, names: ['Ben', 'Carla'] }, /^1 of 3 hears you\. Not: Ben and Carla\.$/, false],
  [{ kind: 'none_does', of: 4, repair: 'offered' }, /^None of the 4 others hears you\.$/, true],
  [{ kind: 'none_does', of: 4, repair: 'failed' }, /^Still nobody hears you\./, true],
  [{ kind: 'not_sent', repair: 'offered' }, /^Nobody hears you: your sound does not reach the server\.$/, true],
])('a speaker is told who does not hear them: %j', (own, text, repairs) => {
  const onRepair = showOwn(own);
  screen.getByText((_, element) => element?.tagName === 'P' && text.test(element.textContent ?? ''));
  expect(button('Repair') !== null || button('Try again') !== null).toBe(repairs);
  if (!repairs) return;
  fireEvent.click(screen.getByRole('button', { name: /Repair|Try again/ }));
  expect(onRepair).toHaveBeenCalledTimes(1);
});

test('that the own microphone gives nothing can be put away', () => {
  showOwn({ kind: 'silent' });
  screen.getByText(/gives no sound at all/);
  expect(button('Repair')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Close this notice' }));
  expect(screen.queryByText(/gives no sound/)).toBeNull();
});
