import type { ErrorBody } from '@lectern/contract';
import { ApiError, type FailureCode } from './api-error.ts';

type Method = 'GET' | 'POST' | 'PATCH';
interface Extras {
  body?: unknown;
  query?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export async function send<Answer>(method: Method, path: string, extras: Extras = {}): Promise<Answer> {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(extras.query ?? {})) {
    if (value !== undefined && value !== '') query.set(key, String(value));
  }
  const address = query.size > 0 ? `${path}?${query}` : path;
  const response = await fetch(address, {
    method,
    credentials: 'same-origin',
    headers: {
      ...(extras.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...extras.headers,
    },
    ...(extras.body === undefined ? {} : { body: JSON.stringify(extras.body) }),
    ...(extras.signal ? { signal: extras.signal } : {}),
  }).catch(() => {
    throw new ApiError('unreachable');
  });
  if (!response.ok) throw new ApiError(...readFailure(await response.json().catch(() => null), response.status));
  return response.json();
}

function readFailure(body: unknown, status: number): [FailureCode, Pick<ErrorBody, 'error' | 'details'>?] {
  if (typeof body === 'object' && body !== null && 'code' in body) return [body.code as FailureCode, body as ErrorBody];
  return [status >= 500 ? 'service_unavailable' : 'invalid_input'];
}
