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
  return tokens.map((token) => {
    const here = { token, at };
    at += token.source.length;
    return here;
  });
}
