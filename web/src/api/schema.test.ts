// @vitest-environment node
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, test } from 'vitest';

test("schema.d.ts is what the API's description says (else: npm run generate -w web)", async () => {
  const description = JSON.parse(
    await readFile(path.resolve(import.meta.dirname, '../../../contract/openapi.json'), 'utf8'),
  );
  const kept = await readFile(path.resolve(import.meta.dirname, 'schema.d.ts'), 'utf8');
  expect(kept.endsWith(astToString(await openapiTS(description)))).toBe(true);
});
