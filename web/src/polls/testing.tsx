import type { Poll } from '@lectern/contract';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { vi } from 'vitest';

// jsdom has none, and Mantine asks for it.
vi.stubGlobal('matchMedia', () => ({
  matches: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));

/** What the tests of this folder start from: an open poll with names, not answered yet. */
export function pollWith(changes: Partial<Poll> = {}): Poll {
  return {
    id: 1,
    session_id: 7,
    question: 'Which one next?',
    options: ['Algebra', 'Geometry'],
    anonymous: false,
    status: 'open',
    opened_at: '2026-01-01T10:00:00.000Z',
    my_option: null,
    result: null,
    ...changes,
  };
}

/** What components need around them. */
export function TestTheme({ children }: { children: ReactNode }) {
  const [queries] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={queries}>
      <MantineProvider env="test">{children}</MantineProvider>
    </QueryClientProvider>
  );
}
