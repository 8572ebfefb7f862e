import '#i18n/add-settings-texts.ts';
import '@mantine/core/styles/Tabs.css';
import { Tabs } from '@mantine/core';
import { IconKeyboard, IconMicrophone, IconTransfer, IconVideo } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OwnMedia, OwnMediaState } from '#live/own-media.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { DataSettings } from './DataSettings.tsx';
import { KeyboardSettings } from './KeyboardSettings.tsx';
import type { SettingsSection } from './open-dialog.ts';
import { PictureSettings } from './PictureSettings.tsx';
import classes from './SettingsDialog.module.css';
import { SoundSettings } from './SoundSettings.tsx';

const SECTIONS = [
  ['sound', IconMicrophone],
  ['picture', IconVideo],
  ['data', IconTransfer],
  ['keyboard', IconKeyboard],
] as const;

interface SettingsDialogProps {
  own: OwnMedia;
  state: OwnMediaState;
  /** Where it opens. */
  section: SettingsSection;
  onClose: () => void;
}

/** Everything one may choose for oneself. It takes effect at once, and is kept on this device. */
export function SettingsDialog({ own, state, section, onClose }: SettingsDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog heading={t('settings.heading')} close={t('settings.close')} onClose={onClose}>
      <Tabs defaultValue={section} keepMounted={false} className={classes.tabs}>
        <Tabs.List className={classes.list}>
          {SECTIONS.map(([name, Glyph]) => (
            <Tabs.Tab key={name} value={name} leftSection={<Glyph size={18} aria-hidden />}>
              {t(`settings.section.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="sound">
          <SoundSettings own={own} state={state} />
        </Tabs.Panel>
        <Tabs.Panel value="picture">
          <PictureSettings own={own} state={state} />
        </Tabs.Panel>
        <Tabs.Panel value="data">
          <DataSettings />
        </Tabs.Panel>
        <Tabs.Panel value="keyboard">
          <KeyboardSettings />
        </Tabs.Panel>
      </Tabs>
      <p className={classes.kept}>{t('settings.kept')}</p>
    </Dialog>
  );
}
