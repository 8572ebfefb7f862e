import '#i18n/add-recording-texts.ts';
import { Menu } from '@mantine/core';
import { IconPlayerRecord } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { RecordingItems } from './RecordingItems.tsx';
import { useRecordStart } from './use-record-start.ts';

interface RecordItemsProps {
  feed: OpenFeed;
  opener: RefObject<HTMLButtonElement | null>;
  onDone: () => void;
}

/** For hosts, in the menu of a small screen: what the button in the bar does on a large one. */
export function RecordItems({ feed, opener, onDone }: RecordItemsProps) {
  const { t } = useTexts();
  const { session, recording } = feed.view;
  const start = useRecordStart(session.id, opener);
  return (
    <>
      <Menu.Divider />
      {recording ? (
        <RecordingItems feed={feed} opener={opener} onDone={onDone} />
      ) : (
        <Menu.Item leftSection={<IconPlayerRecord size={18} aria-hidden />} onClick={start.press}>
          {t('recording.start.button')}
        </Menu.Item>
      )}
    </>
  );
}
