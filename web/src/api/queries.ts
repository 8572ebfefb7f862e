import { QueryClient } from '@tanstack/react-query';
import { failureCode, isPassing } from './api-error.ts';

/** What was read from the server, kept for a while. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 3 && isPassing(failureCode(error)),
    },
  },
});
