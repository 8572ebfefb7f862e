import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { memo } from 'react';
import { failureText } from '#api/failure-text.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { useChatFrame } from './chat-frame.ts';
import type { Pending } from './kept-outbox.ts';
import classes from './MessageItem.module.css';
import { MessageFrame } from './MessageItem.tsx';
import { MessageText } from './MessageText.tsx';
import { PrivateMark } from './PrivateMark.tsx';
import { Quote } from './Quote.tsx';

/** A message that is on its way, or could not be sent. */
export const PendingItem = memo(function PendingItem({ pending, leads }: { pending: Pending; leads: boolean }) {
  const { account_id, userOf } = useChatFrame();
  const { text, to, reply_to, attachments, at } = pending;
  const message = { user: userOf(account_id), to, sent_at: new Date(at).toISOString() };
  return (
    <MessageFrame message={message} leads={leads} faint={pending.state !== 'failed'}>
      {leads && <PrivateMark message={message} />}
      {reply_to && <Quote reply_to={reply_to} />}
      {text !== '' && <MessageText text={text} mentions={[]} />}
      {attachments.map(({ id, name }) => (
        <div key={id} className={classes.files}>
          <bdi>{name}</bdi>
        </div>
      ))}
      <Standing pending={pending} />
    </MessageFrame>
  );
});

function Standing({ pending: { key, state, error } }: { pending: Pending }) {
  const { t } = useTexts();
  const { acts } = useChatFrame();
  const failed = state === 'failed';
  const Glyph = failed ? IconAlertTriangle : IconClock;
  return (
    <div className={classes.pending} data-failed={failed || undefined} role={failed ? 'alert' : undefined}>
      <Glyph size={14} aria-hidden />
      {state === 'sending' && t('chat.pending.sending')}
      {state === 'waiting' && t('chat.pending.waiting')}
      {failed && t('chat.pending.failed', { why: error ? failureText(t, error) : '' }).trimEnd()}
      {failed && (
        <button type="button" className={classes.action} onClick={() => acts?.retry(key)}>
          {t('chat.pending.retry')}
        </button>
      )}
      {state !== 'sending' && (
        <button type="button" className={classes.action} onClick={() => acts?.discard(key)}>
          {t('chat.pending.remove')}
        </button>
      )}
    </div>
  );
}
