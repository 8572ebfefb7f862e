import type { Message } from '@lectern/contract';
import { VisuallyHidden } from '@mantine/core';
import { IconSpeakerphone } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { Avatar } from '#people/Avatar.tsx';
import { personName } from '#people/person-name.ts';
import { dateLocale } from '#sessions/session-times.ts';
import { AttachmentList } from './AttachmentList.tsx';
import { useChatFrame } from './chat-frame.ts';
import { clockTime } from './chat-times.ts';
import classes from './MessageItem.module.css';
import { MessageText } from './MessageText.tsx';
import { MessageToolbar } from './MessageToolbar.tsx';
import { PrivateMark } from './PrivateMark.tsx';
import { Quote } from './Quote.tsx';
import { Reactions } from './Reactions.tsx';

interface MessageItemProps {
  message: Message;
  leads: boolean;
  /** Whether what can be done with it is offered now. */
  active: boolean;
}

/** One message as it is read. */
export const MessageItem = memo(function MessageItem({ message, leads, active }: MessageItemProps) {
  const { t, language } = useTexts();
  const { account_id, acts } = useChatFrame();
  const { text, user, sent_at, edited_at, deleted_at } = message;
  const means_me = message.mentions.some((one) => one.id === account_id);
  return (
    <MessageFrame message={message} leads={leads} means_me={means_me}>
      {message.announcement && (
        <span className={classes.announcement}>
          <IconSpeakerphone size={13} stroke={2} aria-hidden />
          {t('chat.announcement')}
        </span>
      )}
      {leads ? <PrivateMark message={message} /> : <VisuallyHidden>{personName(user)}: </VisuallyHidden>}
      {message.reply_to && <Quote reply_to={message.reply_to} />}
      {deleted_at !== null && <em className={classes.deleted}>{t('chat.deleted')}</em>}
      {text !== '' && <MessageText text={text} mentions={message.mentions} />}
      {edited_at !== null && (
        <span className={classes.edited}>
          {t('chat.editedAt', { time: clockTime(edited_at, dateLocale(language)) })}
        </span>
      )}
      <AttachmentList attachments={message.attachments} />
      <Reactions message={message} />
      {active && acts && deleted_at === null && <MessageToolbar message={message} acts={acts} />}
      {!leads && (
        <time className={classes.asideTime} dateTime={sent_at}>
          {clockTime(sent_at, dateLocale(language))}
        </time>
      )}
    </MessageFrame>
  );
});

interface MessageFrameProps {
  message: Pick<Message, 'user' | 'to' | 'sent_at'>;
  leads: boolean;
  means_me?: boolean;
  faint?: boolean;
  children: ReactNode;
}

/** The picture and the name beside what was written, where they are not said already. */
export function MessageFrame({ message, leads, means_me = false, faint = false, children }: MessageFrameProps) {
  const { t, language } = useTexts();
  const { host_id } = useChatFrame();
  const { user, to, sent_at } = message;
  return (
    <div
      className={classes.message}
      data-leads={leads || undefined}
      data-private={to !== null || undefined}
      data-me={means_me || undefined}
      data-faint={faint || undefined}
    >
      {leads && (
        <div className={classes.face}>
          <Avatar user={user} />
        </div>
      )}
      <div className={classes.body}>
        {leads && (
          <div className={classes.head}>
            <bdi className={classes.name}>{personName(user)}</bdi>
            {user.id === host_id && <span className={classes.role}>{t('chat.instructor')}</span>}
            <time className={classes.time} dateTime={sent_at}>
              {clockTime(sent_at, dateLocale(language))}
            </time>
          </div>
        )}
        {children}
      </div>
    </div>
  );
}
