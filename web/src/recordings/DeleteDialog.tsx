import type { Recording } from '@lectern/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deleteRecording } from '#api/recordings.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { Confirm } from '#ui/Confirm.tsx';
import { Failure } from '#ui/Failure.tsx';
import { recordingTitle } from './recording-facts.ts';
import { recordingChanged } from './recordings-queries.ts';

interface DeleteDialogProps {
  recording: Recording;
  onClose: () => void;
  onDeleted: (() => void) | undefined;
}

/** Says what goes with it, before it goes. */
export function DeleteDialog({ recording, onClose, onDeleted }: DeleteDialogProps) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const title = recordingTitle(recording);
  const remove = useMutation({
    mutationFn: () => deleteRecording(recording.id),
    async onSuccess() {
      announce(t('recordings.delete.done', { title }));
      onClose();
      // First away from what is of this recording alone: it cannot be read again.
      onDeleted?.();
      if (onDeleted) queries.removeQueries({ queryKey: ['replay', recording.id] });
      await recordingChanged(queries, recording.id);
    },
  });
  return (
    <Confirm
      heading={t('recordings.delete.heading', { title })}
      action={t('recordings.delete.action')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {t('recordings.delete.text')}
      <Failure error={remove.error} />
    </Confirm>
  );
}
