import '#i18n/add-recording-texts.ts';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Menu.css';
import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { standingOf } from './consent.ts';
import { RecordingItems } from './RecordingItems.tsx';
import classes from './RecordingMark.module.css';
import { useAnnouncedRecording } from './use-announced-recording.ts';

/** That this session is being recorded, in sight for as long as it is, for everybody; behind it, what one can do about it. */
export function RecordingMark({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const { view } = feed;
  useAnnouncedRecording(view);
  const { recording, account_id } = view;
  if (!recording) return null;
  return (
    <Menu position="bottom-end" width={280} loop withInitialFocusPlaceholder={false} opened={open} onChange={setOpen}>
      <Menu.Target>
        <button ref={button} type="button" className={classes.mark} data-phase={recording.phase}>
          <span className={classes.dot} aria-hidden />
          {t(`recording.mark.${recording.phase}`)}
          <IconChevronDown size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes.own}>{t(`recording.own.${standingOf(view, account_id)}`)}</Menu.Label>
        <RecordingItems feed={feed} opener={button} onDone={() => setOpen(false)} />
      </Menu.Dropdown>
    </Menu>
  );
}
