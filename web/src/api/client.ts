import { type ErrorCode, errorCodes } from '@lectern/contract';
import createClient from 'openapi-fetch';
import { loadFailureTexts } from '#i18n/load-failure-texts.ts';
import { ApiError } from './api-error.ts';
import type { paths } from './schema.d.ts';

/** The one way to the server, typed by its own description. */
export const client = createClient<paths>({
  baseUrl: window.location.origin,
  // Looked up at each request, so that a test can stand in for the server.
  fetch: (request) => fetch(request),
});

type Answered<Data> = Promise<{ data?: Data | undefined; error?: unknown; response: Response }>;

/** The answer's body, or an `ApiError` that says why there is none. */
export async function answer<Data>(request: Answered<Data>): Promise<Data> {
  const { data, error, response } = await reached(request);
  if (data === undefined) {
    await loadFailureTexts();
    throw failure(error, response.status, response.headers.get('retry-after'));
  }
  return data;
}

/** For requests whose answer holds nothing of use: that it was done, or an `ApiError`. */
export async function done(request: Answered<unknown>): Promise<void> {
  const { error, response } = await reached(request);
  if (response.ok) return;
  await loadFailureTexts();
  throw failure(error, response.status, response.headers.get('retry-after'));
}

function reached<Data>(request: Answered<Data>): Answered<Data> {
  return request.catch((cause: unknown) => {
    // A request that we took back ourselves is no failure of the server.
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError('unreachable');
  });
}

/** What an answer that is no success means, by its body, its status and what it says of when to come again. */
export function failure(body: unknown, status: number, retry_after: string | null): ApiError {
  if (isObject(body) && typeof body.code === 'string' && isCode(body.code)) {
    return new ApiError(body.code, {
      details: Array.isArray(body.details) ? body.details.filter(isDetail) : [],
      requestId: typeof body.request_id === 'string' ? body.request_id : null,
      retryAfter: seconds(retry_after),
    });
  }
  // Not our server's words: something before it, which most often means that it is not up.
  return new ApiError(status >= 500 ? 'service_unavailable' : 'internal_error', { retryAfter: seconds(retry_after) });
}

function seconds(retry_after: string | null): number | null {
  const value = Number(retry_after ?? Number.NaN);
  return Number.isFinite(value) && value >= 0 ? value : null;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isCode = (text: string): text is ErrorCode => errorCodes.some((code) => code === text);
const isDetail = (value: unknown): value is { path: string; message: string } =>
  isObject(value) && typeof value.path === 'string' && typeof value.message === 'string';
