import { expect, test } from 'vitest';
import { i18n } from '#i18n/index.ts';
import { ApiError } from './api-error.ts';
import { fieldFailure } from './failure-text.ts';

const refused = new ApiError('invalid_input', { details: [{ path: 'scheduled_end', message: 'must be after' }] });

test('a field that the server did not take says what to do, in our own words', () => {
  expect(fieldFailure(i18n.t, refused, 'scheduled_end')).toBe('Choose a time after the start that is still to come.');
});

test('the other fields say nothing, and none where something else failed', () => {
  expect(fieldFailure(i18n.t, refused, 'title')).toBeUndefined();
  expect(fieldFailure(i18n.t, new ApiError('too_many_requests'), 'title')).toBeUndefined();
  expect(fieldFailure(i18n.t, new Error('no network'), 'title')).toBeUndefined();
});
