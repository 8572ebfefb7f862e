import '#i18n/add-board-texts.ts';
import { Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { Failure } from '#ui/Failure.tsx';
import { BoardButton } from './BoardButton.tsx';
import { DownloadMenu } from './DownloadMenu.tsx';
import { readPage } from './read-page.ts';

/** The board of a session that is over: to look at, and to take away. */
export function EndedBoard({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const { view } = feed;
  const board = view.room?.board;
  const pages = board?.pages.map((page) => page.id) ?? [];
  const [told, setTold] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['drawn', view.session.id, view.room?.breakout_id ?? null],
    queryFn: () => isDrawnOn(pages),
  });
  if (!board) return null;
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton height={40} />;
  if (!data) return <Text c="var(--ink-soft)">{t('board.nothing')}</Text>;
  return (
    <Stack gap="sm">
      <Text>{t('board.pageCount', { count: pages.length })}</Text>
      <Group gap="sm">
        <BoardButton feed={feed} over size="sm" />
        <DownloadMenu view={view} board={board} page_id={board.open_page_id} onTold={setTold} wide />
      </Group>
      <Text role="status" c="var(--ink-soft)">
        {told}
      </Text>
    </Stack>
  );
}

/** Whether any page has something on it. */
async function isDrawnOn(page_ids: readonly number[]): Promise<boolean> {
  for (const page_id of page_ids) if ((await readPage(page_id)).length > 0) return true;
  return false;
}
