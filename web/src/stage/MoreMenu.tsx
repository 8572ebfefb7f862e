import '#i18n/add-room-texts.ts';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Menu.css';
import { Menu } from '@mantine/core';
import { IconDots, IconMaximize, IconMinimize } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import { RoundButton } from '#ui/RoundButton.tsx';
import { LayoutItems } from './LayoutItems.tsx';
import { useFullScreen } from './use-full-screen.ts';

/** What one does now and then in the live room, and what has no button of its own in the bar. */
export function MoreMenu() {
  const { t } = useTexts();
  const fullScreen = useFullScreen();
  return (
    <Menu position="top-end" offset={10} width={260} loop>
      <Menu.Target>
        <RoundButton icon={IconDots} name={t('more.open')} />
      </Menu.Target>
      <Menu.Dropdown>
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
      </Menu.Dropdown>
    </Menu>
  );
}
