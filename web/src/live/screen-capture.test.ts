import { expect, test } from 'vitest';
import { captureTrouble } from './screen-capture.ts';

const named = (name: string, message = '') => Object.assign(new Error(message), { name });

test.each([
  [named('NotAllowedError', 'Permission denied'), 'dismissed'],
  [named('AbortError'), 'dismissed'],
  [named('NotAllowedError', 'Permission denied by system'), 'blocked_by_system'],
  [named('NotReadableError'), 'blocked_by_system'],
  [named('InvalidStateError'), 'unknown'],
  ['no error at all', 'unknown'],
])('%s means %s', (error, trouble) => {
  expect(captureTrouble(error)).toBe(trouble);
});
