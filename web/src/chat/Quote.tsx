import type { Message } from '@lectern/contract';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { readMessage } from '#api/chat.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import { useChatFrame } from './chat-frame.ts';
import classes from './Quote.module.css';

/** As much of a message as is quoted. */
const QUOTED = 120;

/** The beginning of a message, in one line. */
export function gist(message: Pick<Message, 'text' | 'attachments'>): { text: string } | { file: string } {
  const text = message.text.replace(/\s+/g, ' ').trim();
  const [first] = message.attachments;
  if (text === '' && first) return { file: first.name };
  return { text: text.length > QUOTED ? `${text.slice(0, QUOTED).toWellFormed().trimEnd()}…` : text };
}

/** What a message answers, and the way there. */
export function Quote({ reply_to }: { reply_to: NonNullable<Message['reply_to']> }) {
  const { t } = useTexts();
  const { find, subscribe, jump } = useChatFrame();
  const loaded = useSyncExternalStore(subscribe, () => find(reply_to.id));
  const { data, isError } = useQuery({
    queryKey: ['message', reply_to.id],
    queryFn: () => readMessage(reply_to.id),
    enabled: !loaded,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const name = personName(reply_to.user);
  const quoted = loaded ?? data;
  return (
    <button
      type="button"
      className={classes.quote}
      onClick={() => jump(reply_to.id)}
      aria-label={t('chat.reply.jump', { name })}
    >
      <IconArrowBackUp size={14} aria-hidden className={classes.icon} />
      <span className={classes.line}>
        <bdi className={classes.name}>{name}</bdi>{' '}
        <bdi>{quoted ? <Gist message={quoted} /> : t(isError ? 'chat.reply.gone' : 'chat.reply.loading')}</bdi>
      </span>
    </button>
  );
}

export function Gist({ message }: { message: Message }) {
  const { t } = useTexts();
  if (message.deleted_at !== null) return <em>{t('chat.reply.deleted')}</em>;
  const said = gist(message);
  return 'file' in said ? t('chat.reply.file', { name: said.file }) : said.text;
}
