import { moderates } from '@lectern/contract';
import { Loader, Menu } from '@mantine/core';
import {
  IconBookmarkPlus,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconUserQuestion,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { pauseRecording, resumeRecording } from '#api/recordings.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { openDialog, type RecordingQuestion } from '#settings/open-dialog.ts';
import { Failure } from '#ui/Failure.tsx';
import classes from './RecordingItems.module.css';

interface RecordingItemsProps {
  feed: OpenFeed;
  /** What the menu hangs on: it gets the keyboard back after a question. */
  opener: RefObject<HTMLButtonElement | null>;
  /** Closes the menu. */
  onDone: () => void;
}

/** What one can do about a running recording, in a menu: hosts with the recording, everybody with being in it. */
export function RecordingItems({ feed, opener, onDone }: RecordingItemsProps) {
  const { t } = useTexts();
  const { recording, session, role } = feed.view;
  const phase = recording?.phase;
  const turn = useMutation({
    mutationFn: () => (phase === 'paused' ? resumeRecording(session.id) : pauseRecording(session.id)),
    onSuccess: onDone,
  });
  const ask = (question: RecordingQuestion) => () => openDialog({ dialog: 'recording', question }, opener.current);
  const consent = (
    <Menu.Item leftSection={<IconUserQuestion size={18} aria-hidden />} onClick={ask('consent')}>
      {t('recording.ask.change')}
    </Menu.Item>
  );
  if (!moderates(role)) return consent;
  const TurnIcon = phase === 'paused' ? IconPlayerPlay : IconPlayerPause;
  const canTurn = phase === 'recording' || phase === 'paused';
  return (
    <>
      {turn.error !== null && (
        <div className={classes.failure}>
          <Failure error={turn.error} />
        </div>
      )}
      {canTurn && (
        <Menu.Item
          leftSection={
            turn.isPending ? <Loader size={18} color="gray" aria-hidden /> : <TurnIcon size={18} aria-hidden />
          }
          closeMenuOnClick={false}
          aria-busy={turn.isPending || undefined}
          onClick={() => !turn.isPending && turn.mutate()}
        >
          {t(phase === 'paused' ? 'recording.resume' : 'recording.pause')}
        </Menu.Item>
      )}
      {phase === 'recording' && (
        <Menu.Item leftSection={<IconBookmarkPlus size={18} aria-hidden />} onClick={ask('marker')}>
          {t('recording.marker.open')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconPlayerStop size={18} aria-hidden />} onClick={ask('stop')}>
        {t('recording.stop.open')}
      </Menu.Item>
      <Menu.Divider />
      {consent}
    </>
  );
}
