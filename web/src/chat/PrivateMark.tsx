import type { Message } from '@lectern/contract';
import { IconLock } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import { useChatFrame } from './chat-frame.ts';
import classes from './MessageItem.module.css';

/** That a message is private, and with whom, in words. */
export function PrivateMark({ message: { user, to } }: { message: Pick<Message, 'user' | 'to'> }) {
  const { t } = useTexts();
  const { account_id } = useChatFrame();
  if (!to) return null;
  return (
    <span className={classes.private}>
      <IconLock size={13} stroke={2} aria-hidden />
      {to.id === account_id
        ? t('chat.private.toYou')
        : t(user.id === account_id ? 'chat.private.fromYou' : 'chat.private.between', { name: personName(to) })}
    </span>
  );
}
