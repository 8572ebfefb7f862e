import type { Plugin } from 'vite';

const FILE = /\/contract\/src\/errors\.ts$/;
/** One error: its status and its sentence, in either kind of quotes. */
const ERROR = /\{ status: \d+, sentence: (?:'[^'\n]*'|"[^"\n]*") \}/g;

/** Pages have words of their own for every error, and need only know the codes: they are spared the API's sentences. */
export function withoutSentences(): Plugin {
  return {
    name: 'lectern-without-sentences',
    apply: 'build',
    enforce: 'pre',
    transform: { filter: { id: FILE }, handler: codesOnly },
  };
}

/** Fails where the errors are no longer written as expected, rather than let pages grow unnoticed. */
export function codesOnly(code: string): string {
  const spared = code.replace(ERROR, '0');
  if (spared === code || /sentence: ['"]/.test(spared)) {
    throw new Error('The errors are written otherwise: see without-sentences.ts');
  }
  // What says of which kind they are does not hold any more.
  return spared.replace(/ as const satisfies Record<[^>]*>;/, ';');
}
