import { Button, Skeleton, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import { readOlderMessages } from '#api/chat.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { sessionStore } from '#live/use-session.ts';
import { personName } from '#people/person-name.ts';
import { Failure } from '#ui/Failure.tsx';
import classes from './ChatHistory.module.css';
import { type ChatFrame, ChatFrameContext } from './chat-frame.ts';
import { LogRows } from './LogRows.tsx';
import { toRows } from './rows.ts';
import { showMessage } from './show-message.ts';

const LATEST: number | null = null;

/** What was written in a session that is over: in the main room, or in one breakout. */
export function ChatHistory({ session_id, breakout_id = null }: { session_id: number; breakout_id?: number | null }) {
  const { t } = useTexts();
  const store = sessionStore(session_id);
  const feed = useSyncExternalStore(store.subscribe, store.getFeed);
  const view = feed.kind === 'open' ? feed.view : null;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['messages', session_id, breakout_id],
    queryFn: ({ pageParam }) => readOlderMessages(session_id, pageParam, breakout_id),
    initialPageParam: LATEST,
    getNextPageParam: ({ next }) => (next === null ? null : Number(next)),
  });
  const account_id = view?.account_id ?? 0;
  const host_id = view?.session.creator.id ?? 0;
  const messages = useMemo(() => data?.pages.flatMap((page) => page.items).reverse(), [data]);
  const frame = useMemo((): ChatFrame => {
    const users = new Map(messages?.map(({ user }) => [user.id, user]));
    const unknown = (id: number) => ({ id, first_name: t('chat.somebody'), last_name: '', username: '' });
    const userOf = (id: number) => users.get(id) ?? unknown(id);
    return {
      account_id,
      host_id,
      may_write: false,
      may_remove_all: false,
      acts: null,
      nameOf: (id) => personName(userOf(id)),
      userOf,
      find: (id) => messages?.find((one) => one.id === id),
      subscribe: () => () => undefined,
      jump: showMessage,
    };
  }, [messages, account_id, host_id, t]);
  const rows = useMemo(
    () => toRows({ messages: messages ?? [], pending: [], keys: new Map(), account_id, read_until: null }),
    [messages, account_id],
  );

  if (error && !messages) return <Failure error={error} retry={() => void refetch()} />;
  if (!messages) return <Skeleton height={120} />;
  if (messages.length === 0) return <Text c="var(--ink-soft)">{t('chat.emptyHistory')}</Text>;
  return (
    <ChatFrameContext value={frame}>
      <div className={classes.history}>
        {hasNextPage && (
          <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('chat.loadOlder')}
          </Button>
        )}
        <Failure error={error} />
        <LogRows rows={rows} />
      </div>
    </ChatFrameContext>
  );
}
