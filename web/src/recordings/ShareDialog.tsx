import '@mantine/core/styles/Radio.css';
import '@mantine/core/styles/Checkbox.css';
import type { Recording } from '@lectern/contract';
import { Checkbox, Radio, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { fromLocalInput, toLocalInput } from '#sessions/session-times.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { SaveFoot } from './SaveFoot.tsx';
import { useRecordingEdit } from './use-recording-edit.ts';

const WITH = ['nobody', 'participants'] as const satisfies readonly Recording['sharing']['with'][];

/** Who besides the creator and admins may watch, until when, and whether they may take it with them. */
export function ShareDialog({ recording, onClose }: { recording: Recording; onClose: () => void }) {
  const { t } = useTexts();
  const [shared, setShared] = useState(recording.sharing.with);
  const [until, setUntil] = useState(toLocalInput(recording.sharing.until));
  const [downloads, setDownloads] = useState(recording.sharing.downloads);
  const edit = useRecordingEdit(recording.id, onClose);
  const end = fromLocalInput(until);
  const [wrong, setWrong] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (edit.isPending) return;
    const isPast = shared === 'participants' && end !== null && Date.parse(end) <= Date.now();
    setWrong(isPast);
    if (isPast) return;
    const sharing =
      shared === 'nobody' ? { with: shared, until: null, downloads: false } : { with: shared, until: end, downloads };
    edit.mutate({ change: { sharing }, done: t(`recordings.share.done.${shared}`) });
  }

  return (
    <Dialog heading={t('recordings.share.heading')} close={t('recordings.close')} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          <Radio.Group
            aria-label={t('recordings.share.heading')}
            value={shared}
            onChange={(value) => setShared(WITH.find((one) => one === value) ?? 'nobody')}
          >
            <Stack gap="sm">
              <Radio value="nobody" label={t('recordings.share.nobody')} />
              <Radio
                value="participants"
                label={t('recordings.share.participants')}
                description={t('recordings.share.participantsHint')}
              />
            </Stack>
          </Radio.Group>
          {shared === 'participants' && (
            <>
              <TextInput
                type="datetime-local"
                label={t('recordings.share.until')}
                description={t('recordings.share.untilHint')}
                value={until}
                onChange={(event) => setUntil(event.currentTarget.value)}
                styles={{ wrapper: { maxWidth: 260 } }}
                error={wrong && t('recordings.share.untilWrong')}
              />
              <Checkbox
                label={t('recordings.share.downloads')}
                checked={downloads}
                onChange={(event) => setDownloads(event.currentTarget.checked)}
              />
            </>
          )}
          <SaveFoot edit={edit} />
        </Stack>
      </form>
    </Dialog>
  );
}
