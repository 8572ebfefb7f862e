import { type AnyExtension, flattenExtensions, type JSONContent, Node } from '@tiptap/core';
import { MarkdownManager } from '@tiptap/markdown';
import { safeLink } from '#ui/safe-link.ts';
import { noteExtensions } from './note-extensions.ts';

/**
 * The notes as Markdown that says what they say: what somebody typed as text stays text, also where a program that
 * shows Markdown would take it for a heading, a link or HTML.
 */
export function notesMarkdown(content: JSONContent): string {
  // One by one: the kit that brings most of them would bring them again as they were.
  const extensions = flattenExtensions(noteExtensions).filter(({ name }) => name !== 'starterKit');
  const manager = new MarkdownManager({ extensions: extensions.map(markdownWay) });
  const text = manager.serialize(withPlainMarks(content)).trim();
  return text === '' ? '' : `${text}\n`;
}

/** Where the library's own way to Markdown would let text become more than text. */
function markdownWay(extension: AnyExtension): AnyExtension {
  if (!(extension instanceof Node)) return extension;
  switch (extension.name) {
    case 'paragraph':
      return extension.extend({
        renderMarkdown: ({ content = [] }, helpers) => escapedLines(helpers.renderChildren(content)),
      });
    case 'heading':
      return extension.extend({
        renderMarkdown: ({ attrs, content = [] }, helpers) => {
          const level = [1, 2, 3].find((one) => one === attrs?.level) ?? 1;
          // A heading is one line.
          const text = helpers.renderChildren(content).replaceAll(/\s*\n\s*/g, ' ');
          return `${'#'.repeat(level)} ${text.replace(/(#+)\s*$/, '\\$1')}`;
        },
      });
    case 'codeBlock':
      return extension.extend({
        renderMarkdown: ({ attrs, content = [] }) => {
          const code = content.map(({ text = '' }) => text).join('');
          const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
          const fence = '`'.repeat(longest + 1);
          const language = typeof attrs?.language === 'string' ? attrs.language.replaceAll(/[^\w+#.-]/g, '') : '';
          return `${fence}${language}\n${code}\n${fence}`;
        },
      });
    default:
      return extension;
  }
}

/** What would begin something at the start of a line begins nothing. */
function escapedLines(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/^[ \t]+/, '')
        .replace(/^(#{1,6}|[-+])(?=\s|$)/, '\\$1')
        .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
        .replace(/^(={1,}|-{2,})\s*$/, '\\$1'),
    )
    .join('\n');
}

/** Links whose address is none lose it; code that a tick would end early is shown as text. */
function withPlainMarks(node: JSONContent): JSONContent {
  const { text = '', marks = [], content } = node;
  const kept = marks.flatMap((mark) => {
    if (mark.type === 'code' && text.includes('`')) return [];
    if (mark.type !== 'link') return [mark];
    const href = safeLink(mark.attrs?.href);
    return href === null ? [] : [{ type: 'link', attrs: { href: href.replaceAll(/[()<>\s"\\]/g, percent) } }];
  });
  return {
    ...node,
    ...(node.marks && { marks: kept }),
    ...(content && { content: content.map(withPlainMarks) }),
  };
}

const percent = (sign: string) => `%${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
