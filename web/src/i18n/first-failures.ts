import type { FailureCode } from '#api/api-error.ts';

/** What a page says without having loaded anything: the server is not reached, or is in trouble. */
export const firstFailures = {
  unreachable: 'The server cannot be reached. Check your connection and try again.',
  service_unavailable: 'The server is not ready at the moment. It usually is again within seconds.',
  internal_error: 'Something went wrong on the server. Try again in a moment.',
} as const satisfies Partial<Record<FailureCode, string>>;
