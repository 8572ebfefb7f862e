import fc from 'fast-check';
import { expect, test } from 'vitest';
import { person } from '#live/testing.ts';
import { tokenize } from './text-tokens.ts';

const shape = (text: string, mentions = [person(1)]) =>
  tokenize(text, mentions).map(({ kind, source }) => `${kind}:${source}`);

test.each([
  ['see https://example.org/a?b=1#c now', ['text:see ', 'link:https://example.org/a?b=1#c', 'text: now']],
  ['(https://example.org).', ['text:(', 'link:https://example.org', 'text:).']],
  ['https://en.wikipedia.org/wiki/Set_(maths)!', ['link:https://en.wikipedia.org/wiki/Set_(maths)', 'text:!']],
  ['javascript:alert(1) data:text/html,x //evil.org', ['text:javascript:alert(1) data:text/html,x //evil.org']],
  ['xhttps://example.org https://', ['text:xhttps://example.org https://']],
  ['<a href="https://a.org">', ['text:<a href="', 'link:https://a.org', 'text:">']],
  ['run `npm test` now', ['text:run ', 'code:`npm test`', 'text: now']],
  ['`https://a.org @p1`', ['code:`https://a.org @p1`']],
  ['```js\nlet a;\n```', ['block:```js\nlet a;\n```']],
  ['``` ```', ['text:``` ```']],
  ['a ` b', ['text:a ` b']],
  ['@p1, hello', ['mention:@p1', 'text:, hello']],
  ['thanks @P1.', ['text:thanks ', 'mention:@P1', 'text:.']],
  ['me@p1 and @p2', ['text:me@p1 and @p2']],
])('%s', (text, tokens) => {
  expect(shape(text)).toEqual(tokens);
});

test('what is shown of a fenced block is neither the fence nor its language', () => {
  expect(tokenize('```ts\na\n  b\n```', [])).toEqual([{ kind: 'block', source: '```ts\na\n  b\n```', code: 'a\n  b' }]);
});

test('no character is lost or invented, and a link leads nowhere but to the web', () => {
  const pieces = fc.constantFrom(
    '`',
    '```',
    '\n',
    '@p1',
    '@',
    'https://a.org/(x)',
    'http://',
    '.',
    ')',
    ' ',
    'javascript:',
    'é',
    '👩‍💻',
  );
  const text = fc
    .array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 30 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (typed) => {
      const tokens = tokenize(typed, [person(1)]);
      expect(tokens.map((one) => one.source).join('')).toBe(typed);
      for (const token of tokens) if (token.kind === 'link') expect(token.href).toMatch(/^https?:\/\/[^/]/);
    }),
    { numRuns: 500 },
  );
});
