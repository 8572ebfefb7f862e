import type { Site } from '@lectern/contract';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fieldFailure } from '#api/failure-text.ts';
import { changeSite } from '#api/site.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { keepDays } from '#sessions/keep-days.ts';
import { announce } from '#ui/announcer.tsx';
import { Done } from '#ui/Done.tsx';
import { Failure } from '#ui/Failure.tsx';
import { field } from '#ui/form-field.ts';
import { SITE } from './use-site.ts';

/** For admins: how long recordings are kept where nobody says otherwise. */
export function RetentionForm({ site }: { site: Site }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const saved = ({ keep_recordings_days: count }: Site) =>
    count === null ? t('account.keepSavedForEver') : t('account.keepSaved', { count });
  const save = useMutation({
    mutationFn: (keep_recordings_days: number | null) => changeSite({ keep_recordings_days }),
    onSuccess: (changed) => {
      queries.setQueryData(SITE, changed);
      announce(saved(changed));
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(keepDays(field(new FormData(event.currentTarget), 'keep_recordings_days')));
      }}
    >
      <Stack gap="sm">
        <TextInput
          type="number"
          name="keep_recordings_days"
          label={t('account.keepDays')}
          description={t('account.keepDaysHint')}
          defaultValue={site.keep_recordings_days ?? ''}
          min={1}
          max={3_650}
          step={1}
          inputMode="numeric"
          styles={{ wrapper: { maxWidth: 220 } }}
          error={fieldFailure(t, save.error, 'keep_recordings_days')}
        />
        <Failure error={save.error} />
        <Group>
          <Button type="submit" variant="default" loading={save.isPending}>
            {t('account.keepSave')}
          </Button>
          {save.isSuccess && <Done>{saved(save.data)}</Done>}
        </Group>
      </Stack>
    </form>
  );
}
