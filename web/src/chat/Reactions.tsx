import type { Message, MessageReaction } from '@lectern/contract';
import { useTexts } from '#i18n/use-texts.ts';
import { useChatFrame } from './chat-frame.ts';
import classes from './Reactions.module.css';

/** So many are named; the others are counted. */
const NAMED = 12;

/** Who reacted with what; pressing one joins in, or takes one's own back. */
export function Reactions({ message }: { message: Message }) {
  const { t, language } = useTexts();
  const { account_id, acts, nameOf } = useChatFrame();
  if (message.reactions.length === 0) return null;

  function names(account_ids: readonly number[]): string {
    const named = account_ids.slice(0, NAMED).map((id) => (id === account_id ? t('chat.you') : nameOf(id)));
    const rest = account_ids.length - named.length;
    const listed = new Intl.ListFormat(language, { type: rest > 0 ? 'unit' : 'conjunction' }).format(named);
    return rest > 0 ? t('chat.react.more', { names: listed, count: rest }) : listed;
  }

  return (
    <ul className={classes.reactions} aria-label={t('chat.react.list')}>
      {byEmoji(message.reactions).map(([emoji, account_ids]) => {
        const name = t('chat.react.by', { emoji, names: names(account_ids) });
        return (
          <li key={emoji}>
            <button
              type="button"
              className={classes.reaction}
              aria-label={name}
              title={name}
              aria-pressed={account_ids.includes(account_id)}
              disabled={!acts}
              onClick={() => acts?.react(message, emoji)}
            >
              <span aria-hidden>{emoji}</span> {account_ids.length}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** In the order in which each emoji first came. */
function byEmoji(reactions: readonly MessageReaction[]): [string, number[]][] {
  const grouped = new Map<string, number[]>();
  for (const { emoji, account_id } of reactions) grouped.set(emoji, [...(grouped.get(emoji) ?? []), account_id]);
  return [...grouped];
}
