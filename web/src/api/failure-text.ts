import type { TFunction } from 'i18next';
import { ApiError, failureCode } from './api-error.ts';

/** What to tell the reader about a failed request. */
export function failureText(t: TFunction, error: unknown): string {
  const text = t(`failures.${failureCode(error)}`);
  const requestId = error instanceof ApiError ? error.requestId : null;
  return requestId ? `${text} ${t('failureRequest', { id: requestId })}` : text;
}

/** What is wrong with one field of a form, or nothing. */
export function fieldFailure(t: TFunction, error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const detail = error.details.find((one) => one.path === field);
  // The server says it as the end of a sentence that begins with the field's name.
  return detail && t('fieldFailure', { reason: detail.message.charAt(0).toUpperCase() + detail.message.slice(1) });
}
