import { Button } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import { openDialog, type SettingsSection } from './open-dialog.ts';

/** Leads to the settings, from beside what they concern. `onOpen`: just before. */
export function SettingsLink({ section, onOpen }: { section: SettingsSection; onOpen?: () => void }) {
  const { t } = useTexts();
  function open() {
    onOpen?.();
    openDialog({ dialog: 'settings', section });
  }
  return (
    <Button variant="default" size="sm" mt="sm" leftSection={<IconSettings size={18} aria-hidden />} onClick={open}>
      {t('devices.settings')}
    </Button>
  );
}
