import '#i18n/add-moderation-texts.ts';
import { Button, type ButtonProps } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { RoomSettings } from './RoomSettings.tsx';

/** Opens the settings of the room, before it runs as well as while it does. */
export function RoomSettingsButton({ feed, ...props }: ButtonProps & { feed: OpenFeed }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconAdjustments size={18} aria-hidden />}
        onClick={() => setOpen(true)}
        {...props}
      >
        {t('moderation.list.settings')}
      </Button>
      {open && <RoomSettings feed={feed} onClose={() => setOpen(false)} />}
    </>
  );
}
