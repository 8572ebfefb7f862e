import type { BreakoutSettings } from '@lectern/contract';
import { changeBreakoutSettings } from '#api/breakouts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { SettingSwitch } from '#moderation/SettingSwitch.tsx';
import classes from './PlanSettings.module.css';

/** What people may do once the rooms are open, and whether a recording has the rooms too. */
export function PlanSettings({ session_id, settings }: { session_id: number; settings: BreakoutSettings }) {
  const { t } = useTexts();
  return (
    <fieldset className={classes.settings}>
      <legend className={classes.legend}>{t('breakouts.plan.settings')}</legend>
      <SettingSwitch
        label={t('breakouts.plan.may_choose')}
        checked={settings.may_choose}
        onChange={(may_choose) => changeBreakoutSettings(session_id, { may_choose })}
      />
      <SettingSwitch
        label={t('breakouts.plan.may_return')}
        checked={settings.may_return}
        onChange={(may_return) => changeBreakoutSettings(session_id, { may_return })}
      />
      <SettingSwitch
        label={t('breakouts.plan.recorded')}
        hint={t('breakouts.plan.recordedHint')}
        checked={settings.recorded}
        onChange={(recorded) => changeBreakoutSettings(session_id, { recorded })}
      />
    </fieldset>
  );
}
