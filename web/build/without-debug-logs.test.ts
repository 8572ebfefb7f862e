import { parseAst } from 'vite';
import { expect, test } from 'vitest';
import { quiet } from './without-debug-logs.ts';

const left = (code: string) => quiet(code, parseAst(code), 0);

test('what is only told to the log is left out', () => {
  expect(left("begin(); this.log.debug('begun', { at, ...this.context }); end();")).toBe('begin(); ; end();');
  expect(left("if (late) log.trace('late'); else go();")).toBe('if (late) ; else go();');
});

test.each([
  "this.log.warn('that is shown');",
  "this.log.debug('counted', count++);",
  "async () => { this.log.debug('awaited', await answer()); };",
  'const said = this.log.debug(text);',
  "catalog.debug('something else');",
])('%s stays', (code) => {
  expect(left(code)).toBe(code);
});

test('a library that logs otherwise is noticed', () => {
  expect(() => quiet('', parseAst(''))).toThrow('without-debug-logs.ts');
});
