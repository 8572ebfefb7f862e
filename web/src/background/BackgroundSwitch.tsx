import { Switch } from '@mantine/core';
import { useTexts } from '#i18n/use-texts.ts';
import { prefer, usePreferences } from '#settings/preferences.ts';
import { capabilities, offersBlur } from './blur-way.ts';

/** A camera's track, if one is on. */
type Shown = { readonly mediaStream?: MediaStream | undefined } | null;

/** Blur or not; absent where neither browser nor system can. */
export function BackgroundSwitch({ camera }: { camera: Shown }) {
  const { t } = useTexts();
  const { background } = usePreferences();
  // What it takes in: what comes out may be blurred already, and then says nothing of the camera.
  const captured = camera?.mediaStream?.getVideoTracks()[0] ?? null;
  if (!offersBlur(capabilities(captured))) return null;
  return (
    <Switch
      label={t('settings.blur')}
      description={t('settings.hint.blur')}
      checked={background === 'blur'}
      onChange={(event) => prefer({ background: event.currentTarget.checked ? 'blur' : 'none' })}
    />
  );
}
