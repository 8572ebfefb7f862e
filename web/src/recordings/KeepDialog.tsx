import '@mantine/core/styles/Radio.css';
import type { Recording } from '@lectern/contract';
import { Radio, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { dateLocale } from '#sessions/session-times.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { dayOf, endOfDay } from './keep-until.ts';
import { SaveFoot } from './SaveFoot.tsx';
import { useRecordingEdit } from './use-recording-edit.ts';

/** When it is deleted by itself, if at all. */
export function KeepDialog({ recording, onClose }: { recording: Recording; onClose: () => void }) {
  const { t, language } = useTexts();
  const { expires_at } = recording;
  const [ends, setEnds] = useState(expires_at !== null);
  const [day, setDay] = useState(expires_at === null ? '' : dayOf(expires_at));
  const [wrong, setWrong] = useState(false);
  const edit = useRecordingEdit(recording.id, onClose);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (edit.isPending) return;
    if (!ends) return edit.mutate({ change: { expires_at: null }, done: t('recordings.keep.doneForEver') });
    const end = endOfDay(day);
    const isWrong = end === null || end.getTime() <= Date.now();
    setWrong(isWrong);
    if (isWrong) return;
    const date = new Intl.DateTimeFormat(dateLocale(language), { dateStyle: 'long' }).format(end);
    edit.mutate({ change: { expires_at: end.toISOString() }, done: t('recordings.keep.done', { date }) });
  }

  return (
    <Dialog heading={t('recordings.keep.heading')} close={t('recordings.close')} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          <Radio.Group
            aria-label={t('recordings.keep.heading')}
            value={ends ? 'until' : 'forEver'}
            onChange={(value) => setEnds(value === 'until')}
          >
            <Stack gap="sm">
              <Radio value="forEver" label={t('recordings.keep.forEver')} />
              <Radio value="until" label={t('recordings.keep.until')} />
            </Stack>
          </Radio.Group>
          {ends && (
            <TextInput
              type="date"
              label={t('recordings.keep.date')}
              description={t('recordings.keep.dateHint')}
              value={day}
              onChange={(event) => setDay(event.currentTarget.value)}
              styles={{ wrapper: { maxWidth: 220 } }}
              error={wrong && t('recordings.keep.dateWrong')}
            />
          )}
          <SaveFoot edit={edit} />
        </Stack>
      </form>
    </Dialog>
  );
}
