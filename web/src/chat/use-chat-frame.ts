import { type Message, moderates, type SessionView, type User } from '@lectern/contract';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { deleteMessage, reactToMessage } from '#api/chat.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import type { ChatFrame } from './chat-frame.ts';
import type { ChatRoom } from './chat-room.ts';
import { showMessage } from './show-message.ts';

type Change = { kind: 'remove'; message: Message } | { kind: 'react'; message: Message; emoji: string; on: boolean };

interface FrameParts {
  room: ChatRoom;
  view: SessionView;
  may_write: boolean;
  onReply: (message: Message) => void;
  onEdit: (message: Message) => void;
  onPick: (message: Message) => void;
  onAskToRemove: (message: Message) => void;
}

/** What messages need to know and can do, the same object for as long as nothing of it changes. */
export function useChatFrameValue(parts: FrameParts) {
  const { t } = useTexts();
  const { room, may_write } = parts;
  const host_id = parts.view.session.creator.id;
  const may_remove_all = moderates(parts.view.role);
  // What is done is looked up when it is done: so the messages are not drawn anew with every letter that is typed.
  const latest = useRef(parts);
  latest.current = parts;
  const changing = useMutation({
    mutationFn: (change: Change) =>
      change.kind === 'remove'
        ? deleteMessage(change.message.id)
        : reactToMessage(change.message.id, change.emoji, change.on),
  });
  const { mutate } = changing;

  const frame = useMemo((): ChatFrame => {
    const { account_id } = room;
    const userOf = (id: number): User | undefined => {
      const { participants, session, bookings } = latest.current.view;
      if (id === session.creator.id) return session.creator;
      const here = participants.find((one) => one.user.id === id) ?? bookings.find((one) => one.user.id === id);
      return here?.user ?? room.getState().people.get(id);
    };
    const remove = (message: Message) => {
      // One's own at once; another's only after a question.
      if (message.user.id === account_id) mutate({ kind: 'remove', message });
      else latest.current.onAskToRemove(message);
    };
    return {
      account_id,
      host_id,
      may_write,
      may_remove_all,
      nameOf: (id) => {
        const user = userOf(id);
        return user ? personName(user) : t('chat.somebody');
      },
      userOf: (id) => userOf(id) ?? { id, first_name: t('chat.you'), last_name: '', username: t('chat.you') },
      find: room.find,
      subscribe: room.subscribe,
      jump: (id) => void room.reach(id).then((found) => found && requestAnimationFrame(() => showMessage(id))),
      acts: {
        reply: (message) => latest.current.onReply(message),
        edit: (message) => latest.current.onEdit(message),
        pick: (message) => latest.current.onPick(message),
        remove,
        react: (message, emoji) => {
          const on = !message.reactions.some((one) => one.emoji === emoji && one.account_id === account_id);
          mutate({ kind: 'react', message, emoji, on });
        },
        retry: (key) => room.outbox.retry(key),
        discard: (key) => room.outbox.remove(key),
      },
    };
  }, [room, host_id, may_write, may_remove_all, mutate, t]);
  return { frame, changing };
}
