// @vitest-environment jsdom
import { generateJSON, type JSONContent } from '@tiptap/core';
import { MarkdownManager } from '@tiptap/markdown';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noteExtensions } from './note-extensions.ts';
import { notesMarkdown } from './notes-markdown.ts';

const markdownOf = (html: string) => notesMarkdown(generateJSON(html, noteExtensions));
const paragraphs = (...texts: string[]): JSONContent => ({
  type: 'doc',
  content: texts.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
});
const read = (markdown: string) => new MarkdownManager({ extensions: noteExtensions }).parse(markdown);
const textOf = (node: JSONContent): string => node.text ?? (node.content ?? []).map(textOf).join('');

test('every kind of part has its Markdown', () => {
  expect(
    markdownOf(
      '<h1>One</h1><h2>Two</h2><h3>Three</h3><p>a <strong>b</strong> <em>c</em> <s>d</s> <code>e</code></p>' +
        '<ul><li><p>f</p><ul><li><p>g</p></li></ul></li></ul><ol start="3"><li><p>h</p></li></ol>' +
        '<blockquote><p>i</p></blockquote><p><a href="https://example.org/x_(y)">j</a></p><hr>',
    ),
  ).toBe(
    '# One\n\n## Two\n\n### Three\n\na **b** *c* ~~d~~ `e`\n\n- f\n  - g\n\n3. h\n\n> i\n\n[j](https://example.org/x_%28y%29)\n\n---\n',
  );
});

test('what looks like Markdown and is text stays text', () => {
  expect(notesMarkdown(paragraphs('# no heading'))).toBe('\\# no heading\n');
  expect(notesMarkdown(paragraphs('1. no list'))).toBe('1\\. no list\n');
  expect(notesMarkdown(paragraphs('- none either'))).toBe('\\- none either\n');
  expect(notesMarkdown(paragraphs('[click](javascript:alert(1))'))).not.toMatch(/(^|[^\\])\[click/);
  expect(notesMarkdown(paragraphs('<script>alert(1)</script>'))).not.toContain('<');
});

test('code cannot end early', () => {
  const code: JSONContent = {
    type: 'doc',
    content: [
      { type: 'codeBlock', attrs: { language: 'js\n```<b>' }, content: [{ type: 'text', text: 'a\n```\n<script>' }] },
      { type: 'paragraph', content: [{ type: 'text', text: 'b`<script>`', marks: [{ type: 'code' }] }] },
    ],
  };
  expect(notesMarkdown(code)).toBe('````jsb\na\n```\n<script>\n````\n\nb\\`&lt;script&gt;\\`\n');
});

test('a link to anything but the web or mail is its words alone', () => {
  const link = (href: unknown) =>
    notesMarkdown({
      type: 'doc',
      content: [
        { type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href } }] }] },
      ],
    });
  expect(link('javascript:alert(1)')).toBe('x\n');
  expect(link({ evil: true })).toBe('x\n');
  expect(link('https://example.org/) <b>')).toBe('[x](https://example.org/%29%20%3Cb%3E)\n');
});

test('whatever lines people write, reading the Markdown gives the same lines, and nothing but paragraphs', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...[
        '#',
        '##',
        '-',
        '+',
        '*',
        '1.',
        '2)',
        '>',
        '---',
        '===',
        '```',
        '~~~',
        '|',
        '[a](b)',
        '![i](j)',
        '<b>',
        '</b>',
      ],
      ...['`', '\\', '_', '**', '&amp;', '&', '<!--', '[x]', ': ', '~~', 'a', '\t', '  ', 'javascript:alert(1)'],
    ),
    fc.string({ maxLength: 5 }),
  );
  const line = fc
    .array(piece, { minLength: 1, maxLength: 6 })
    .map((pieces) => pieces.join(' ').replaceAll(/\s+/g, ' ').trim())
    // The library's own reader takes letters for numbers of a list, which nothing else does.
    .filter((text) => text !== '' && !/^[a-z]+[.)]/i.test(text));
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
      const again = read(notesMarkdown(paragraphs(...lines)));
      expect(again.content?.map(({ type }) => type)).toEqual(lines.map(() => 'paragraph'));
      expect(again.content?.map(textOf)).toEqual(lines);
    }),
  );
});

test('empty notes are an empty file', () => {
  expect(notesMarkdown({ type: 'doc', content: [{ type: 'paragraph' }] })).toBe('');
});
