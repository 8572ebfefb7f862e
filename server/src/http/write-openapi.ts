import { writeFile } from 'node:fs/promises';
import { describedApi } from './api-description.ts';

/** `npm run openapi`: writes contract/openapi.json anew; a test fails where it has drifted. */
await writeFile(new URL('../../../contract/openapi.json', import.meta.url), await describedApi());
