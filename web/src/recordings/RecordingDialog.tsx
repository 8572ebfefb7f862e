import '#i18n/add-recording-texts.ts';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { markRecording, startRecording, stopRecording } from '#api/recordings.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import type { RecordingQuestion } from '#settings/open-dialog.ts';
import { prefer } from '#settings/preferences.ts';
import { announce } from '#ui/announcer.tsx';
import { Confirm } from '#ui/Confirm.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { Failure } from '#ui/Failure.tsx';
import { field } from '#ui/form-field.ts';
import { ConsentForm } from './ConsentForm.tsx';
import { aboutRecording } from './consent.ts';
import classes from './RecordingDialog.module.css';

interface RecordingDialogProps {
  feed: OpenFeed;
  question: RecordingQuestion;
  /** Why what was pressed did not work. */
  error: unknown;
  onClose: () => void;
}

/** What is asked in front of the page: before a recording starts or stops, for a marker, and whether one may be recorded. */
export function RecordingDialog({ feed, question, error, onClose }: RecordingDialogProps) {
  const session_id = feed.view.session.id;
  switch (question) {
    case 'start':
      return <Start session_id={session_id} error={error} onClose={onClose} />;
    case 'stop':
      return <Stop session_id={session_id} onClose={onClose} />;
    case 'marker':
      return <Marker session_id={session_id} onClose={onClose} />;
    case 'consent':
      return <ConsentDialog feed={feed} onClose={onClose} />;
    default:
      return question satisfies never;
  }
}

interface AskProps {
  session_id: number;
  onClose: () => void;
}

function Start({ session_id, error, onClose }: AskProps & { error: unknown }) {
  const { t } = useTexts();
  const start = useMutation({
    mutationFn: () => startRecording(session_id),
    onSuccess() {
      prefer({ recording_explained: true });
      onClose();
    },
  });
  const failed = start.isIdle ? error : start.error;
  return (
    <Dialog heading={t('recording.start.heading')} close={t('recording.start.close')} onClose={onClose}>
      <Stack gap="lg">
        <ul className={classes.points}>
          {(['asked', 'what', 'you', 'after'] as const).map((point) => (
            <li key={point}>{t(`recording.start.points.${point}`)}</li>
          ))}
        </ul>
        <Failure error={failed} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('recording.start.close')}
          </Button>
          <Button loading={start.isPending} onClick={() => start.mutate()}>
            {t(failed ? 'recording.start.retry' : 'recording.start.action')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function Stop({ session_id, onClose }: AskProps) {
  const { t } = useTexts();
  const stop = useMutation({ mutationFn: () => stopRecording(session_id), onSuccess: onClose });
  return (
    <Confirm
      heading={t('recording.stop.heading')}
      action={t('recording.stop.action')}
      busy={stop.isPending}
      onConfirm={() => stop.mutate()}
      onClose={onClose}
    >
      {t('recording.stop.text')}
      <Failure error={stop.error} />
    </Confirm>
  );
}

function Marker({ session_id, onClose }: AskProps) {
  const { t } = useTexts();
  const mark = useMutation({
    mutationFn: (label: string) => markRecording(session_id, label),
    onSuccess() {
      announce(t('recording.marker.done'));
      onClose();
    },
  });
  return (
    <Dialog heading={t('recording.marker.heading')} close={t('recording.marker.close')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!mark.isPending) mark.mutate(field(new FormData(event.currentTarget), 'label').trim());
        }}
      >
        <Stack gap="lg">
          <TextInput
            name="label"
            label={t('recording.marker.label')}
            description={t('recording.marker.hint')}
            maxLength={100}
            autoComplete="off"
            size="md"
            data-autofocus
          />
          <Failure error={mark.error} />
          <Group justify="flex-end">
            <Button type="submit" loading={mark.isPending}>
              {t('recording.marker.action')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function ConsentDialog({ feed, onClose }: { feed: OpenFeed; onClose: () => void }) {
  const { t } = useTexts();
  const { view } = feed;
  return (
    <Dialog heading={t('recording.ask.heading')} close={t('recording.ask.close')} onClose={onClose}>
      <Stack gap="md">
        <Text c="var(--ink-soft)">
          {t(`recording.ask.${aboutRecording(view)}`)} {t('recording.ask.what')}
        </Text>
        <ConsentForm view={view} onChosen={onClose} />
      </Stack>
    </Dialog>
  );
}
