import { errorCodes } from '@lectern/contract';
import { expect, test } from 'vitest';
import { failures } from './failures.ts';

test('every error code of the contract has a text, and no text is left over', () => {
  expect(Object.keys(failures).sort()).toEqual([...errorCodes, 'unreachable'].sort());
});

test.each(Object.entries(failures))('%s is told in a sentence', (_code, text) => {
  expect(text).toMatch(/^[A-Z].*\.$/);
});
