import { moderates } from '@lectern/contract';
import { Skeleton } from '@mantine/core';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { changeChat } from '#api/chat.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { Failure } from '#ui/Failure.tsx';
import { ChatBody } from './ChatBody.tsx';
import classes from './ChatPanel.module.css';
import { chatRoom } from './chat-room.ts';
import { PanelTool, SidePanel } from './SidePanel.tsx';

interface ChatPanelProps {
  feed: OpenFeed;
  onClose: () => void;
}

/** The chat beside the stage. */
export function ChatPanel({ feed, onClose }: ChatPanelProps) {
  const { t } = useTexts();
  const { view } = feed;
  const room = chatRoom(view.session.id, view.account_id);
  const state = useSyncExternalStore(room.subscribe, room.getState);
  const is_host = moderates(view.role);
  const opening = useMutation({ mutationFn: (open: boolean) => changeChat(view.session.id, open) });
  const open = view.room?.chat_open ?? true;
  return (
    <SidePanel
      id="chat"
      heading={t('chat.heading')}
      close={t('chat.close')}
      onClose={onClose}
      tools={
        is_host &&
        view.room && (
          <PanelTool
            icon={open ? IconLockOpen : IconLock}
            name={t(open ? 'chat.open.close' : 'chat.open.open')}
            busy={opening.isPending}
            onClick={() => opening.mutate(!open)}
          />
        )
      }
    >
      {opening.error !== null && (
        <div className={classes.failure}>
          <Failure error={opening.error} />
        </div>
      )}
      {view.room ? <ChatBody room={room} state={state} view={view} /> : <Loading />}
    </SidePanel>
  );
}

function Loading() {
  const { t } = useTexts();
  return (
    <div className={classes.loading} role="status" aria-label={t('chat.loading')}>
      {[60, 85, 40, 70].map((width) => (
        <Skeleton key={width} height={36} width={`${width}%`} radius="md" />
      ))}
    </div>
  );
}
