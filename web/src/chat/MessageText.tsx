import type { User } from '@lectern/contract';
import { memo } from 'react';
import { personName } from '#people/person-name.ts';
import { useChatFrame } from './chat-frame.ts';
import classes from './MessageText.module.css';
import { type Token, tokenize } from './text-tokens.ts';

/** A few emoji and nothing else are shown large. */
const EMOJI_ONLY = /^\p{RGI_Emoji}{1,3}$/v;

/** What somebody wrote: text, never markup, with links, code and names made out. */
export const MessageText = memo(function MessageText({ text, mentions }: { text: string; mentions: readonly User[] }) {
  return (
    <div className={classes.text} dir="auto" data-large={EMOJI_ONLY.test(text) || undefined}>
      {placed(tokenize(text, mentions)).map(({ token, at }) => (
        <Piece key={at} token={token} />
      ))}
    </div>
  );
});

function Piece({ token }: { token: Token }) {
  switch (token.kind) {
    case 'text':
      return token.source;
    case 'link':
      return (
        <a className={classes.link} href={token.href} target="_blank" rel="noopener noreferrer nofollow">
          {token.source}
        </a>
      );
    case 'code':
      return <code className={classes.code}>{token.code}</code>;
    case 'block':
      return (
        <pre className={classes.block} dir="ltr">
          <code>{token.code}</code>
        </pre>
      );
    case 'mention':
      return <Mention user={token.user} />;
    default:
      return token satisfies never;
  }
}

function Mention({ user }: { user: User }) {
  const { account_id } = useChatFrame();
  return (
    <bdi className={classes.mention} data-me={user.id === account_id || undefined} title={`@${user.username}`}>
      @{personName(user)}
    </bdi>
  );
}

/** Each piece with where it begins, by which it is told from the others. */
function placed(tokens: readonly Token[]): { token: Token; at: number }[] {
  let at = 0;
  return tokens.map((token, index) => {
    const here = { token: besideBlocks(token, tokens[index - 1], tokens[index + 1]), at };
    at += token.source.length;
    return here;
  });
}

/** A block of code makes its own lines: the breaks around it would be empty ones. */
function besideBlocks(token: Token, before: Token | undefined, after: Token | undefined): Token {
  if (token.kind !== 'text') return token;
  let { source } = token;
  if (before?.kind === 'block') source = source.replace(/^\s*\n/, '');
  if (after?.kind === 'block') source = source.replace(/\n\s*$/, '');
  return { ...token, source };
}
