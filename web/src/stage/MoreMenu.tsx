import '#i18n/add-breakouts-texts.ts';
import '#i18n/add-moderation-texts.ts';
import '#i18n/add-room-texts.ts';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Menu.css';
import { moderates } from '@lectern/contract';
import { Menu } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  IconAdjustments,
  IconDots,
  IconKeyboard,
  IconMaximize,
  IconMinimize,
  IconNotes,
  IconSettings,
  IconUsersGroup,
} from '@tabler/icons-react';
import { type RefObject, useState } from 'react';
import { roomsOffered } from '#breakouts/rooms-news.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { useShortcut } from '#keyboard/actions.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { RoomSettings } from '#moderation/RoomSettings.tsx';
import { RecordItems } from '#recordings/RecordItems.tsx';
import { openDialog } from '#settings/open-dialog.ts';
import { RoundButton } from '#ui/RoundButton.tsx';
import { LayoutItems } from './LayoutItems.tsx';
import classes from './MoreMenu.module.css';
import { useFullScreen } from './use-full-screen.ts';

interface MoreMenuProps {
  feed: OpenFeed;
  button: RefObject<HTMLButtonElement | null>;
  onPanel: (name: 'notes' | 'breakouts') => void;
}

/** What one does now and then in the live room, and what has no button of its own in the bar. */
export function MoreMenu({ feed, button, onPanel }: MoreMenuProps) {
  const { t } = useTexts();
  const fullScreen = useFullScreen();
  const [roomSettings, setRoomSettings] = useState(false);
  const [open, setOpen] = useState(false);
  // The bar has a button of its own for it only where there is room.
  const narrow = useMediaQuery('(max-width: 64em)');
  const isHost = moderates(feed.view.role);
  // Here, since the menu is always there: the button in the bar is not.
  useShortcut('breakouts', roomsOffered(feed.view) ? () => onPanel('breakouts') : null);
  return (
    <>
      <Menu
        position="top-end"
        offset={10}
        width={260}
        loop
        withInitialFocusPlaceholder={false}
        opened={open}
        onChange={setOpen}
      >
        <Menu.Target>
          <RoundButton ref={button} icon={IconDots} name={t('more.open')} />
        </Menu.Target>
        <Menu.Dropdown className={classes.menu}>
          <Menu.Item leftSection={<IconNotes size={18} aria-hidden />} onClick={() => onPanel('notes')}>
            {t('more.notes')}
          </Menu.Item>
          {narrow && roomsOffered(feed.view) && (
            <Menu.Item leftSection={<IconUsersGroup size={18} aria-hidden />} onClick={() => onPanel('breakouts')}>
              {t('breakouts.heading')}
            </Menu.Item>
          )}
          {isHost && narrow && <RecordItems feed={feed} opener={button} onDone={() => setOpen(false)} />}
          <Menu.Divider />
          <LayoutItems />
          <Menu.Divider />
          {fullScreen.offered && (
            <Menu.Item
              leftSection={
                fullScreen.on ? <IconMinimize size={18} aria-hidden /> : <IconMaximize size={18} aria-hidden />
              }
              onClick={fullScreen.toggle}
            >
              {t(fullScreen.on ? 'more.leaveFullScreen' : 'more.fullScreen')}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconSettings size={18} aria-hidden />}
            onClick={() => openDialog({ dialog: 'settings', section: 'sound' }, button.current)}
          >
            {t('more.settings')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconKeyboard size={18} aria-hidden />}
            onClick={() => openDialog({ dialog: 'keys' }, button.current)}
          >
            {t('more.keys')}
          </Menu.Item>
          {isHost && (
            <Menu.Item leftSection={<IconAdjustments size={18} aria-hidden />} onClick={() => setRoomSettings(true)}>
              {t('moderation.list.settings')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {roomSettings && <RoomSettings feed={feed} onClose={() => setRoomSettings(false)} />}
    </>
  );
}
