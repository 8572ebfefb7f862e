import type { User } from '@lectern/contract';

/** A piece of a message. All pieces' `source` one after the other are the message, to the letter. */
export type Token =
  | { kind: 'text'; source: string }
  | { kind: 'link'; source: string; href: string }
  | { kind: 'code'; source: string; code: string }
  | { kind: 'block'; source: string; code: string }
  | { kind: 'mention'; source: string; user: User };

const FENCED = /```(?:[\w+#.-]{0,30}\n|\n)?([\s\S]*?)```/g;
const INLINE = /(?<!`)`([^`\n]+)`(?!`)/g;
const ADDRESS = /(?<![\p{L}\p{N}_])https?:\/\/[^\s<>"'`]+/giu;
const MENTION = /(?<![\w.@])@([a-zA-Z0-9_.]{1,30})/g;

/** Reads a message into what it shows. Plain text with a little on top: never HTML. */
export function tokenize(text: string, mentions: readonly User[]): Token[] {
  const byName = new Map(mentions.map((user) => [user.username.toLowerCase(), user]));
  return split(text, FENCED, fenced, (rest) =>
    split(rest, INLINE, inline, (plain) =>
      split(plain, ADDRESS, link, (words) => split(words, MENTION, mention, asText)),
    ),
  );

  function mention(match: RegExpMatchArray): Token | null {
    const [source, name = ''] = match;
    const user = byName.get(name.toLowerCase());
    if (user) return { kind: 'mention', source, user };
    // The full stop at the end may be the sentence's.
    const shorter = name.replace(/\.+$/, '');
    const named = byName.get(shorter.toLowerCase());
    return named && shorter ? { kind: 'mention', source: `@${shorter}`, user: named } : null;
  }
}

function fenced([source, code = '']: RegExpMatchArray): Token | null {
  return code.trim() === '' ? null : { kind: 'block', source, code: code.replace(/\n$/, '') };
}

function inline([source, code = '']: RegExpMatchArray): Token | null {
  return code.trim() === '' ? null : { kind: 'code', source, code };
}

function link([found]: RegExpMatchArray): Token | null {
  const source = withoutTrailingPunctuation(found);
  if (!URL.canParse(source)) return null;
  const { protocol, host, href } = new URL(source);
  if ((protocol !== 'https:' && protocol !== 'http:') || host === '') return null;
  return { kind: 'link', source, href };
}

/** What ends a sentence or a bracket around it is not part of an address; a bracket that opens inside it is. */
function withoutTrailingPunctuation(address: string): string {
  let kept = address.replace(/[.,;:!?…。、，！？'"*_~]+$/u, '');
  for (const [opens, closes] of [
    ['(', ')'],
    ['[', ']'],
    ['{', '}'],
  ] as const) {
    while (kept.endsWith(closes) && kept.split(closes).length > kept.split(opens).length) {
      kept = kept.slice(0, -1).replace(/[.,;:!?]+$/, '');
    }
  }
  return kept;
}

const asText = (source: string): Token[] => (source === '' ? [] : [{ kind: 'text', source }]);

/**
 * Cuts a text at what a pattern finds. A match may be taken only in part (a link without its full stop), or not at all:
 * what is left of it goes the way of the text around it.
 */
function split(
  text: string,
  pattern: RegExp,
  take: (match: RegExpMatchArray) => Token | null,
  others: (text: string) => Token[],
): Token[] {
  const tokens: Token[] = [];
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    const token = take(match);
    if (!token) continue;
    const start = match.index;
    tokens.push(...others(text.slice(done, start)), token);
    done = start + token.source.length;
  }
  return joined([...tokens, ...others(text.slice(done))]);
}

/** Neighbouring texts as one. */
function joined(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  for (const token of tokens) {
    const last = result.at(-1);
    if (token.kind === 'text' && last?.kind === 'text')
      result[result.length - 1] = { ...last, source: last.source + token.source };
    else result.push(token);
  }
  return result;
}
