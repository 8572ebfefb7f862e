import { expect, test } from 'vitest';
import { deviceTrouble } from './device-trouble.ts';

const named = (name: string, message = '') => Object.assign(new Error(message), { name });

test.each([
  [named('NotAllowedError', 'Permission denied'), 'denied'],
  [named('NotAllowedError', 'Permission denied by system'), 'blocked_by_system'],
  [named('NotReadableError', 'Could not start video source'), 'in_use'],
  [named('AbortError'), 'in_use'],
  [named('NotFoundError'), 'none_found'],
  [named('OverconstrainedError'), 'over_constrained'],
  [{ name: 'OverconstrainedError', constraint: 'width' }, 'over_constrained'],
  [named('SecurityError'), 'insecure_page'],
  [named('TypeError'), 'unknown'],
  ['nothing an error is', 'unknown'],
] as const)('%s is %s', (error, trouble) => {
  expect(deviceTrouble(error, true)).toBe(trouble);
});

test('on a page without https that is the cause, whatever the error says', () => {
  expect(deviceTrouble(named('TypeError'), false)).toBe('insecure_page');
});
