import { Button, Group } from '@mantine/core';
import { useTexts } from '#i18n/use-texts.ts';
import { Failure } from '#ui/Failure.tsx';
import type { useRecordingEdit } from './use-recording-edit.ts';

/** What ends a form that changes a recording: why it could not be saved, and the button. */
export function SaveFoot({ edit }: { edit: Pick<ReturnType<typeof useRecordingEdit>, 'error' | 'isPending'> }) {
  const { t } = useTexts();
  return (
    <>
      <Failure error={edit.error} />
      <Group justify="flex-end">
        <Button type="submit" loading={edit.isPending}>
          {t('recordings.save')}
        </Button>
      </Group>
    </>
  );
}
