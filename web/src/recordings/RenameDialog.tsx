import { LONGEST_RECORDING_TITLE, type Recording } from '@lectern/contract';
import { Stack, TextInput } from '@mantine/core';
import { useTexts } from '#i18n/use-texts.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { field } from '#ui/form-field.ts';
import { SaveFoot } from './SaveFoot.tsx';
import { useRecordingEdit } from './use-recording-edit.ts';

export function RenameDialog({ recording, onClose }: { recording: Recording; onClose: () => void }) {
  const { t } = useTexts();
  const edit = useRecordingEdit(recording.id, onClose);
  return (
    <Dialog heading={t('recordings.rename.heading')} close={t('recordings.close')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const title = field(new FormData(event.currentTarget), 'title').trim();
          if (!edit.isPending) edit.mutate({ change: { title }, done: t('recordings.saved') });
        }}
      >
        <Stack gap="lg">
          <TextInput
            name="title"
            label={t('recordings.rename.label')}
            description={t('recordings.rename.hint')}
            defaultValue={recording.title}
            placeholder={recording.session.title}
            maxLength={LONGEST_RECORDING_TITLE}
            autoComplete="off"
            size="md"
          />
          <SaveFoot edit={edit} />
        </Stack>
      </form>
    </Dialog>
  );
}
