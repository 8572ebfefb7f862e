import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { describedApi } from './api-description.ts';

test('contract/openapi.json is what the routes say (else: npm run openapi -w server)', async () => {
  const kept = await readFile(new URL('../../../contract/openapi.json', import.meta.url), 'utf8');
  expect(await describedApi()).toBe(kept);
});
