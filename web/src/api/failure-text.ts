import type { TFunction } from 'i18next';
import type { en } from '#i18n/en.ts';
import { ApiError, failureCode } from './api-error.ts';

/** What to tell the reader about a failed request. */
export function failureText(t: TFunction, error: unknown): string {
  // What is not loaded yet has failed without being asked for: that much is always known.
  const text = t([`failures.${failureCode(error)}`, 'failures.internal_error']);
  const requestId = error instanceof ApiError ? error.requestId : null;
  return requestId ? `${text} ${t('failureRequest', { id: requestId })}` : text;
}

export type FormField = keyof typeof en.fieldFailures;

/** What to do about one field of a form that the server did not take, or nothing. */
export function fieldFailure(t: TFunction, error: unknown, field: FormField): string | undefined {
  const wrong = error instanceof ApiError && error.details.some((one) => one.path === field);
  return wrong ? t(`fieldFailures.${field}`) : undefined;
}
