import '@mantine/core/styles/Radio.css';
import { Radio, Stack } from '@mantine/core';
import { useTexts } from '#i18n/use-texts.ts';
import { DATA_SAVERS, prefer, usePreferences } from './preferences.ts';
import classes from './SettingsDialog.module.css';

/** How much comes and goes over the network. */
export function DataSettings() {
  const { t } = useTexts();
  const { data_saver } = usePreferences();
  return (
    <div className={classes.group}>
      <Radio.Group
        label={t('settings.dataSaver')}
        description={t('settings.dataSaverHint')}
        value={data_saver}
        onChange={(value) => {
          const chosen = DATA_SAVERS.find((one) => one === value);
          if (chosen) prefer({ data_saver: chosen });
        }}
      >
        <Stack gap="md" mt="md">
          {DATA_SAVERS.map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(`settings.dataSavers.${one}`)}
              description={t(`settings.dataSaversHint.${one}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
    </div>
  );
}
