import { Switch } from '@mantine/core';
import { useTexts } from '#i18n/use-texts.ts';
import { prefer, usePreferences } from './preferences.ts';

type Flag = 'noise_suppression' | 'echo_cancellation' | 'auto_gain' | 'push_to_talk' | 'mirrored' | 'shortcuts';

/** Something that one has or does without. */
export function PreferenceSwitch({ name }: { name: Flag }) {
  const { t } = useTexts();
  const preferred = usePreferences();
  return (
    <Switch
      label={t(`settings.${name}`)}
      description={t(`settings.hint.${name}`)}
      checked={preferred[name]}
      onChange={(event) => prefer({ [name]: event.currentTarget.checked })}
    />
  );
}
