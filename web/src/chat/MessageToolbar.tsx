import type { Message } from '@lectern/contract';
import { IconArrowBackUp, IconMoodPlus, IconPencil, IconTrash } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import { type MessageActs, useChatFrame } from './chat-frame.ts';
import { QUICK } from './emoji.ts';
import classes from './MessageToolbar.module.css';

/** What can be done with one message. */
export function MessageToolbar({ message, acts }: { message: Message; acts: MessageActs }) {
  const { t } = useTexts();
  const { account_id, may_write, may_remove_all } = useChatFrame();
  const mine = message.user.id === account_id;
  const buttons = [
    { name: t('chat.react.action'), icon: IconMoodPlus, shown: true, act: acts.pick },
    {
      name: t('chat.reply.action'),
      icon: IconArrowBackUp,
      shown: may_write && isPartOf(message, account_id),
      act: acts.reply,
    },
    { name: t('chat.edit.action'), icon: IconPencil, shown: may_write && mine, act: acts.edit },
    { name: t('chat.remove.action'), icon: IconTrash, shown: mine || may_remove_all, act: acts.remove },
  ];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div role="group" aria-label={t('chat.actions', { name: personName(message.user) })} className={classes.toolbar}>
      {QUICK.map((emoji) => (
        <button
          key={emoji}
          type="button"
          className={classes.button}
          aria-label={t('chat.react.with', { emoji })}
          title={t('chat.react.with', { emoji })}
          onClick={() => acts.react(message, emoji)}
        >
          {emoji}
        </button>
      ))}
      {buttons.map(
        ({ name, icon: Glyph, shown, act }) =>
          shown && (
            <button
              key={name}
              type="button"
              className={classes.button}
              aria-label={name}
              title={name}
              onClick={() => act(message)}
            >
              <Glyph size={18} stroke={1.75} aria-hidden />
            </button>
          ),
      )}
    </div>
  );
}

/** Only who is part of a conversation can answer in it. */
function isPartOf({ user, to }: Message, account_id: number): boolean {
  return to === null || user.id === account_id || to.id === account_id;
}
