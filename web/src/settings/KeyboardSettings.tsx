import { useTexts } from '#i18n/use-texts.ts';
import { KeyList } from '#keyboard/KeyList.tsx';
import { PreferenceSwitch } from './PreferenceSwitch.tsx';
import classes from './SettingsDialog.module.css';

/** Which keys do what, and whether they do. */
export function KeyboardSettings() {
  const { t } = useTexts();
  return (
    <div className={classes.group}>
      <PreferenceSwitch name="shortcuts" />
      <h3 className={classes.legend}>{t('settings.keys')}</h3>
      <KeyList />
    </div>
  );
}
