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

/** The browser checks what it gets, and describes it to nobody: it is spared the part of zod that writes JSON schemas. Nor does it need every kind of text. */
export function withoutJsonSchema(): Plugin {
  return {
    name: 'lectern-without-json-schema',
    apply: 'build',
    transform: { filter: { id: FILE }, handler: (code) => withoutKinds(spared(code)) },
  };
}

/** Where the kinds of text begin that `z.string()` knows by a method of its own: email, url and thirty more. */
const KINDS = /(export const ZodString = [\s\S]*?\n}, \{)\n {4}email\([\s\S]*?\n}\);\n/;

/** Our schemas use none of those methods; with them comes the code for every kind. What is called after all, fails as the page loads. */
export function withoutKinds(code: string): string {
  if (!KINDS.test(code)) throw new Error('zod names kinds of text otherwise: see without-json-schema.ts');
  return code.replace(KINDS, '$1});\n');
}

/** Fails where zod is no longer written as expected, rather than let the page grow unnoticed. */
export function spared(code: string): string {
  return IMPORTS.reduce((text, [imported, instead]) => {
    if (!text.includes(imported)) throw new Error(`zod does not say ${imported} any more: see without-json-schema.ts`);
    return text.replace(imported, instead);
  }, code);
}
