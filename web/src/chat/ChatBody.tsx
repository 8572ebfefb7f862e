import { type Message, mayUse, moderates, type SessionView } from '@lectern/contract';
import { IconLock } from '@tabler/icons-react';
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import { Confirm } from '#ui/Confirm.tsx';
import { Failure } from '#ui/Failure.tsx';
import classes from './ChatPanel.module.css';
import { Composer } from './Composer.tsx';
import { ChatFrameContext } from './chat-frame.ts';
import { chatPeople } from './chat-people.ts';
import type { ChatRoom, ChatState } from './chat-room.ts';
import { EmojiGrid } from './EmojiGrid.tsx';
import { FileDrop } from './FileDrop.tsx';
import { MessageLog } from './MessageLog.tsx';
import { NoMessages } from './NoMessages.tsx';
import { toRows } from './rows.ts';
import { focusMessage } from './show-message.ts';
import { useAnnouncedMessages } from './use-announced-messages.ts';
import { useChatFrameValue } from './use-chat-frame.ts';
import { useComposer } from './use-composer.ts';
import { useReadMark } from './use-read-mark.ts';

interface ChatBodyProps {
  room: ChatRoom;
  state: ChatState;
  view: SessionView;
}

/** The messages, and below them where one writes. */
export function ChatBody({ room, state, view }: ChatBodyProps) {
  const { t } = useTexts();
  const open = view.room?.chat_open ?? true;
  const may_write = mayUse(view, view.account_id, 'chat');
  const composer = useComposer(room, may_write);
  const [atEnd, setAtEnd] = useState(true);
  const [picking, setPicking] = useState<Message | null>(null);
  const [removing, setRemoving] = useState<Message | null>(null);
  const people = useMemo(() => chatPeople(view), [view]);
  const newest_id = state.messages.at(-1)?.id ?? 0;
  const { read, read_until } = useReadMark(room, newest_id, atEnd);
  useAnnouncedMessages(room);

  // With a keyboard at hand one can write at once; on a phone its keyboard would hide what there is to read.
  const { field } = composer;
  useEffect(() => {
    if (window.matchMedia('(hover: hover)').matches) field.current?.focus();
  }, [field]);

  // Where the field goes away under somebody's hands, the keyboard is still to lead somewhere.
  useEffect(() => {
    if (!may_write && document.activeElement === document.body) document.getElementById('chat-heading')?.focus();
  }, [may_write]);

  // While nobody reads further up, what is far above the end need not be kept.
  const { length } = state.messages;
  useEffect(() => {
    if (atEnd && length > 0) room.list.trim();
  }, [room, atEnd, length]);

  const onOlder = useCallback(() => void room.list.loadOlder(), [room]);
  const { frame, changing } = useChatFrameValue({
    room,
    view,
    may_write,
    onReply: composer.startReply,
    onEdit: composer.startEdit,
    onPick: setPicking,
    onAskToRemove: setRemoving,
  });

  const rows = useMemo(
    () =>
      toRows({
        messages: state.messages,
        pending: state.pending,
        keys: room.outbox.keys,
        account_id: room.account_id,
        read_until,
      }),
    [state.messages, state.pending, room, read_until],
  );
  // In a full room the log takes its time to draw: the field is empty, and the key is answered, before.
  const shown = useDeferredValue(rows);
  const unseen = state.messages.filter((one) => one.id > read && one.user.id !== room.account_id).length;

  function stopPicking() {
    if (picking) focusMessage(picking.id);
    setPicking(null);
  }

  return (
    <ChatFrameContext value={frame}>
      <FileDrop onFiles={composer.attach}>
        <MessageLog
          rows={shown}
          loaded={state}
          onOlder={onOlder}
          unseen={unseen}
          onAtEnd={setAtEnd}
          sent={composer.sent}
          empty={<NoMessages text={t('chat.emptyText')} />}
        />
        {changing.error !== null && (
          <div className={classes.failure}>
            <Failure error={changing.error} />
          </div>
        )}
        {picking && (
          <EmojiGrid
            name={t('chat.emoji.pick')}
            onPick={(emoji) => {
              frame.acts?.react(picking, emoji);
              stopPicking();
            }}
            onClose={stopPicking}
          />
        )}
        {!open && may_write && (
          <div className={classes.hint} role="status">
            <IconLock size={14} aria-hidden />
            {t(moderates(view.role) ? 'chat.compose.closedForHosts' : 'chat.compose.closedForYou')}
          </div>
        )}
        {may_write ? (
          <Composer room={room} composer={composer} people={people} />
        ) : (
          <div className={classes.closed} role="status">
            <IconLock size={16} aria-hidden />
            {t('chat.compose.closed')}
          </div>
        )}
      </FileDrop>
      {removing && (
        <Confirm
          heading={t('chat.remove.heading')}
          action={t('chat.remove.confirm')}
          busy={changing.isPending}
          onConfirm={() => {
            changing.mutate({ kind: 'remove', message: removing });
            setRemoving(null);
          }}
          onClose={() => setRemoving(null)}
        >
          {t('chat.remove.text', { name: personName(removing.user) })}
        </Confirm>
      )}
    </ChatFrameContext>
  );
}
