import type { Plugin } from 'vite';

/** Where zod makes a JSON schema of a schema: whoever reads this file loads all that is needed for it. */
const FILE = /\/zod\/v4\/classic\/schemas\.js$/;
const IMPORTS = [
  ['import * as processors from "../core/json-schema-processors.js";', 'const processors = {};'],
  [
    'import { createStandardJSONSchemaMethod, createToJSONSchemaMethod } from "../core/to-json-schema.js";',
    'const createStandardJSONSchemaMethod = () => undefined, createToJSONSchemaMethod = createStandardJSONSchemaMethod;',
  ],
] as const;

/** The browser checks what it gets, and describes it to nobody: it is spared the part of zod that writes JSON schemas. */
export function withoutJsonSchema(): Plugin {
  return {
    name: 'lectern-without-json-schema',
    apply: 'build',
    transform: { filter: { id: FILE }, handler: (code) => spared(code) },
  };
}

/** Fails where zod is no longer written as expected, rather than let the page grow unnoticed. */
export function spared(code: string): string {
  return IMPORTS.reduce((text, [imported, instead]) => {
    if (!text.includes(imported)) throw new Error(`zod does not say ${imported} any more: see without-json-schema.ts`);
    return text.replace(imported, instead);
  }, code);
}
