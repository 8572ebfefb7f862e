import '#i18n/add-settings-texts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { PreferenceSwitch } from '#settings/PreferenceSwitch.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { KeyList } from './KeyList.tsx';
import classes from './KeysDialog.module.css';

/** Which keys do what, and the switch that turns the single ones off. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  return (
    <Dialog heading={t('keys.heading')} close={t('keys.close')} onClose={onClose}>
      <div className={classes.body}>
        <KeyList />
        <PreferenceSwitch name="shortcuts" />
      </div>
    </Dialog>
  );
}
