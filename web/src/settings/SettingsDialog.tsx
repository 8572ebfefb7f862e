import '#i18n/add-settings-texts.ts';
import '@mantine/core/styles/Tabs.css';
import { Tabs } from '@mantine/core';
import { IconKeyboard, IconMicrophone, IconPlayerRecord, IconTransfer, IconVideo } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OwnMedia, OwnMediaState } from '#live/own-media.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { RecordingSettings } from '#recordings/RecordingSettings.tsx';
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
  ['recording', IconPlayerRecord],
] as const;

interface SettingsDialogProps {
  feed: OpenFeed;
  own: OwnMedia;
  state: OwnMediaState;
  /** Where it opens. */
  section: SettingsSection;
  onClose: () => void;
}

/** Everything one may choose for oneself. It takes effect at once, and is kept on this device; all but whether one may be recorded. */
export function SettingsDialog({ feed, own, state, section, onClose }: SettingsDialogProps) {
  const { t } = useTexts();
  const [shown, setShown] = useState<string | null>(section);
  return (
    <Dialog heading={t('settings.heading')} close={t('settings.close')} onClose={onClose}>
      <Tabs value={shown} onChange={setShown} keepMounted={false} className={classes.tabs}>
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
        <Tabs.Panel value="recording">
          <RecordingSettings feed={feed} />
        </Tabs.Panel>
      </Tabs>
      {shown !== 'recording' && <p className={classes.kept}>{t('settings.kept')}</p>}
    </Dialog>
  );
}
