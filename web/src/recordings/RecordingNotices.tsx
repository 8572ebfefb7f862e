import '#i18n/add-recording-texts.ts';
import { moderates } from '@lectern/contract';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { useSlow } from '#stage/use-slow.ts';
import { Banner } from '#ui/Banner.tsx';
import { ConsentQuestion } from './ConsentQuestion.tsx';
import { useBadEnd } from './use-bad-end.ts';

/** How long a recorder may take to come before hosts are told that none has, in milliseconds. */
const RECORDER_PATIENCE = 15_000;

/** Above the stage: whether one may be recorded; and for hosts, what is wrong with the recording and what to do. */
export function RecordingNotices({ feed }: { feed: OpenFeed }) {
  return (
    <>
      {moderates(feed.view.role) && <Trouble feed={feed} />}
      <ConsentQuestion feed={feed} />
    </>
  );
}

function Trouble({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const { view } = feed;
  const phase = view.recording?.phase ?? null;
  const waits = useSlow(phase === 'starting', RECORDER_PATIENCE);
  const { end, putAway } = useBadEnd(view);
  if (phase === 'interrupted' || (phase === 'starting' && waits)) {
    const about = phase === 'interrupted' ? 'interrupted' : 'slow';
    return (
      <Banner role="status" tone="warning" icon={IconAlertTriangle} title={t(`recording.trouble.${about}`)}>
        {t(`recording.trouble.${about}Text`)}
      </Banner>
    );
  }
  if (end === null || phase !== null) return null;
  return (
    <Banner
      role="alert"
      tone="failure"
      icon={IconAlertTriangle}
      title={t(`recording.trouble.${end}`)}
      onDismiss={putAway}
    >
      {t(`recording.trouble.${end}Text`)}
    </Banner>
  );
}
