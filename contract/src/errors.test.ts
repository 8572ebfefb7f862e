import { describe, expect, test } from 'vitest';
import { ErrorBody, type ErrorCode, errorCodes, errors } from './errors.ts';

/** What API.md fixes, to the letter: clients were written for these. */
const FIXED: [ErrorCode, number, string][] = [
  ['not_authenticated', 401, 'Authentication credentials were not provided.'],
  ['session_not_found', 404, 'Session not found'],
  ['start_not_creator', 403, 'Only the session creator can start the session'],
  ['start_not_scheduled', 400, 'Session must be scheduled to start'],
  ['end_not_creator', 403, 'Only the session creator can end the session'],
  ['session_not_ongoing', 400, 'Session is not currently ongoing'],
  ['not_approved', 403, 'You must be an approved participant to join'],
  ['already_in_session', 400, 'You are already in this live session'],
  ['session_full', 400, 'Session is full'],
  ['booking_exists', 400, 'You have already requested to join this session'],
  ['booking_own_session', 400, 'You are the creator of this session'],
  ['bookings_closed', 400, 'Session is not open for requests'],
];

describe('errors', () => {
  test.each(FIXED)('%s has the status and the sentence of the API contract', (code, status, sentence) => {
    expect(errors[code]).toEqual({ status, sentence });
  });

  test.each(errorCodes)('%s has a stable name, an error status and a sentence', (code) => {
    const { status, sentence } = errors[code];
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(sentence).toMatch(/^[A-Z][^\n]{5,}$/);
    expect(sentence).toBe(sentence.trim());
  });

  test('no two codes say the same', () => {
    const sentences = Object.values(errors).map(({ sentence }) => sentence);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  test('only our own trouble is a 5xx', () => {
    const ours = errorCodes.filter((code) => errors[code].status >= 500);
    expect(ours).toEqual(['storage_full', 'service_unavailable', 'internal_error']);
  });

  test('the body of an error knows these codes and no others', () => {
    for (const code of errorCodes) {
      expect(ErrorBody.parse({ error: errors[code].sentence, code })).toEqual({ error: errors[code].sentence, code });
    }
    expect(ErrorBody.safeParse({ error: 'Something else', code: 'something_else' }).success).toBe(false);
    expect(ErrorBody.safeParse({ error: 'Not found' }).success).toBe(false);
  });
});
