import '#i18n/add-recording-texts.ts';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Menu.css';
import { Menu } from '@mantine/core';
import { IconPlayerRecord, IconPlayerRecordFilled } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { RoundButton } from '#ui/RoundButton.tsx';
import { RecordingItems } from './RecordingItems.tsx';
import { useRecordStart } from './use-record-start.ts';

/** For hosts, in the bar: starts a recording, and while one runs opens what to do with it. */
export function RecordButton({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const { session, recording } = feed.view;
  const start = useRecordStart(session.id, button);
  if (!recording) {
    return (
      <RoundButton
        ref={button}
        icon={IconPlayerRecord}
        name={t(start.busy ? 'recording.busy.starting' : 'recording.start.button')}
        busy={start.busy}
        onClick={start.press}
      />
    );
  }
  return (
    <Menu
      position="top"
      offset={10}
      width={280}
      loop
      withInitialFocusPlaceholder={false}
      opened={open}
      onChange={setOpen}
    >
      <Menu.Target>
        <RoundButton
          ref={button}
          icon={IconPlayerRecordFilled}
          name={t('recording.busy.menu')}
          busy={recording.phase === 'starting'}
          tone={recording.phase === 'interrupted' ? 'trouble' : 'plain'}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <RecordingItems feed={feed} opener={button} onDone={() => setOpen(false)} />
      </Menu.Dropdown>
    </Menu>
  );
}
