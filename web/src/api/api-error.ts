import type { ErrorCode } from '@lectern/contract';

/** What went wrong with a request: one of the server's codes, or the server was not reached at all. */
export type FailureCode = ErrorCode | 'unreachable';

export interface FieldDetail {
  path: string;
  message: string;
}

export class ApiError extends Error {
  readonly code: FailureCode;
  /** Which fields were wrong and why, as the server says it. */
  readonly details: readonly FieldDetail[];
  /** By this the operator finds the request in the log. */
  readonly requestId: string | null;
  /** How many seconds the server asks to wait before the next try. */
  readonly retryAfter: number | null;

  constructor(
    code: FailureCode,
    more: { details?: readonly FieldDetail[]; requestId?: string | null; retryAfter?: number | null } = {},
  ) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.details = more.details ?? [];
    this.requestId = more.requestId ?? null;
    this.retryAfter = more.retryAfter ?? null;
  }
}

export function failureCode(error: unknown): FailureCode {
  return error instanceof ApiError ? error.code : 'internal_error';
}

/** Trouble that passes by itself, so that trying again makes sense. */
export function isPassing(code: FailureCode): boolean {
  return (
    code === 'unreachable' ||
    code === 'service_unavailable' ||
    code === 'internal_error' ||
    code === 'too_many_requests'
  );
}
