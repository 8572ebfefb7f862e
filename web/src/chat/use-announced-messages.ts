import type { Message } from '@lectern/contract';
import type { TFunction } from 'i18next';
import { useEffect } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import { announce } from '#ui/announcer.tsx';
import type { ChatRoom } from './chat-room.ts';

/** How long new messages are gathered before they are told, in milliseconds. */
const GATHERED = 1_200;
/** So many are told word for word; of more, how many there are. */
const TOLD = 3;
const LONGEST = 240;

/** Says new messages of others to those who do not see them. */
export function useAnnouncedMessages(room: ChatRoom): void {
  const { t } = useTexts();
  useEffect(() => {
    let gathered: Message[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    function tell() {
      timer = undefined;
      announce(
        gathered.length > TOLD
          ? t('chat.said.many', { count: gathered.length })
          : gathered.map((one) => spoken(one, t)).join(' '),
      );
      gathered = [];
    }
    const undo = room.store.onEvent((event) => {
      if (event.type !== 'chat.posted' || event.actor_id === room.account_id) return;
      gathered.push(event.data.message);
      timer ??= setTimeout(tell, GATHERED);
    });
    return () => {
      undo();
      clearTimeout(timer);
    };
  }, [room, t]);
}

function spoken({ user, to, text }: Message, t: TFunction): string {
  const said = text === '' ? t('chat.said.file') : text.slice(0, LONGEST).toWellFormed();
  return t(to ? 'chat.said.private' : 'chat.said.one', { name: personName(user), text: said });
}
