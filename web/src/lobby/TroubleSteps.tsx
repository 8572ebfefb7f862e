import { useTexts } from '#i18n/use-texts.ts';
import type { DeviceTrouble } from '#live/device-trouble.ts';
import type { DeviceKind } from '#live/media-connection.ts';
import classes from './DeviceNotices.module.css';

/** What to do about it, one step after the other. */
export function TroubleSteps({ kind, trouble }: { kind: DeviceKind; trouble: DeviceTrouble }) {
  const { t } = useTexts();
  return (
    <ol className={classes.steps}>
      {t(`trouble.steps.${kind}.${trouble}`)
        .split('\n')
        .map((step) => (
          <li key={step}>{step}</li>
        ))}
    </ol>
  );
}
