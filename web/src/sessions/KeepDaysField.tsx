import { TextInput } from '@mantine/core';
import { useSite } from '#accounts/use-site.ts';
import { useTexts } from '#i18n/use-texts.ts';

/** How long the recordings of a session are kept; where it is left empty, what the site says holds, and is told. */
export function KeepDaysField({ days, error }: { days: number | null; error: string | undefined }) {
  const { t } = useTexts();
  const { data: site } = useSite();
  const count = site?.keep_recordings_days ?? null;
  return (
    <TextInput
      type="number"
      name="keep_recordings_days"
      label={t('form.keepDays')}
      description={count === null ? t('form.keepDaysForEver') : t('form.keepDaysSite', { count })}
      defaultValue={days ?? ''}
      min={1}
      max={3_650}
      step={1}
      inputMode="numeric"
      styles={{ wrapper: { maxWidth: 220 } }}
      size="md"
      error={error}
    />
  );
}
