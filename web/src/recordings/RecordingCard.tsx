import type { Recording } from '@lectern/contract';
import { Button, Group, Text, Title } from '@mantine/core';
import { IconCalendarEvent, IconDatabase, IconShare, IconTrashX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { retryRecording } from '#api/recordings.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { dateLocale, dayAndTime } from '#sessions/session-times.ts';
import { Failure } from '#ui/Failure.tsx';
import { fileSize } from '#ui/file-size.ts';
import classes from './RecordingCard.module.css';
import { RecordingMenu } from './RecordingMenu.tsx';
import { RecordingPoster } from './RecordingPoster.tsx';
import { RecordingState } from './RecordingState.tsx';
import { recordingTitle, sharingNow } from './recording-facts.ts';
import { recordingChanged } from './recordings-queries.ts';

interface RecordingCardProps {
  recording: Recording;
  /** The level of its heading: it is in a list of its own, or in a part of a page. */
  order: 2 | 3;
  /** Whether to say which session it is of. */
  named: boolean;
}

/** One recording in a list: what it is, in which state, and for whom; a ready one leads to its replay. */
export function RecordingCard({ recording, order, named }: RecordingCardProps) {
  const { t, language } = useTexts();
  const locale = dateLocale(language);
  const { id, state, started_at, size, may, session } = recording;
  const title = recordingTitle(recording);
  return (
    <article className={classes.card} data-ready={state === 'ready' || undefined}>
      <RecordingPoster recording={recording} />
      <div className={classes.body}>
        <div className={classes.top}>
          <Title order={order} size="h4" className={classes.title}>
            {state === 'ready' ? (
              <Link to={`/recordings/${id}`} className={classes.link} aria-label={t('recordings.watch', { title })}>
                {title}
              </Link>
            ) : (
              title
            )}
          </Title>
          <RecordingMenu recording={recording} className={classes.menu} />
        </div>
        {named && recording.title !== '' && (
          <Text size="sm" c="var(--ink-soft)">
            {t('recordings.from', { session: session.title })}
          </Text>
        )}
        <div className={classes.facts}>
          {started_at && (
            <span className={classes.fact}>
              <IconCalendarEvent size={18} stroke={1.75} aria-hidden />
              {dayAndTime(started_at, locale)}
            </span>
          )}
          {size !== null && (
            <span className={classes.fact}>
              <IconDatabase size={18} stroke={1.75} aria-hidden />
              {fileSize(size, locale)}
            </span>
          )}
          {may.manage && state === 'ready' && <Life recording={recording} />}
        </div>
        <div className={classes.marks}>
          <RecordingState state={state} />
          <Why recording={recording} />
        </div>
      </div>
    </article>
  );
}

/** Who may watch it, and until when it is there. */
function Life({ recording }: { recording: Recording }) {
  const { t, language } = useTexts();
  const locale = dateLocale(language);
  const { sharing, expires_at } = recording;
  const date = sharing.until === null ? '' : dayAndTime(sharing.until, locale);
  return (
    <>
      <span className={classes.fact}>
        <IconShare size={18} stroke={1.75} aria-hidden />
        {t(`recordings.sharing.${sharingNow(recording, Date.now())}`, { date })}
      </span>
      {expires_at && (
        <span className={classes.fact}>
          <IconTrashX size={18} stroke={1.75} aria-hidden />
          {t('recordings.expires', { date: dayAndTime(expires_at, locale) })}
        </span>
      )}
    </>
  );
}

/** What its state means, and what to do about it. */
function Why({ recording }: { recording: Recording }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const { id, state, failure, stopped, interruptions, may } = recording;
  const retry = useMutation({
    mutationFn: () => retryRecording(id),
    onSettled: () => recordingChanged(queries, id),
  });
  const notes = [
    state === 'recording' || state === 'processing' || state === 'expired' ? t(`recordings.stateText.${state}`) : null,
    state === 'failed' && failure ? t(`recordings.failure.${failure}`) : null,
    stopped === 'disk_full' || stopped === 'lost' ? t(`recordings.stopped.${stopped}`) : null,
    interruptions > 0 && state === 'ready' && may.manage
      ? t('recordings.interruptions', { count: interruptions })
      : null,
  ].filter((note) => note !== null);
  return (
    <>
      {notes.length > 0 && (
        <Text size="sm" c="var(--ink-soft)" className={classes.why}>
          {notes.join(' ')}
        </Text>
      )}
      {state === 'failed' && may.manage && (
        <Group gap="sm" className={classes.retry}>
          <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
            {t('recordings.retry')}
          </Button>
        </Group>
      )}
      <Failure error={retry.error} />
    </>
  );
}
