import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { errorCodes } from '@lectern/contract';
import { expect, test } from 'vitest';
import { codesOnly } from './without-sentences.ts';

const written = readFileSync(new URL('../../contract/src/errors.ts', import.meta.url), 'utf8');

test('of the errors of today only the codes are left', () => {
  const code = codesOnly(written);
  // Still a program.
  expect(() => stripTypeScriptTypes(code)).not.toThrow();
  expect(code).not.toMatch(/sentence: ['"]/);
  for (const one of errorCodes) expect(code).toContain(`  ${one}: 0,`);
});

test('errors that are written otherwise are noticed', () => {
  expect(() => codesOnly('export const errors = {};')).toThrow();
  expect(() => codesOnly(`${written}\nx: { sentence: 'Other' }`)).toThrow();
});
