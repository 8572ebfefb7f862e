import '#i18n/add-recording-texts.ts';
import { IconPlayerRecord } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { ConsentQuestion } from './ConsentQuestion.tsx';
import { aboutRecording } from './consent.ts';
import { RecordingMark } from './RecordingMark.tsx';
import classes from './WaitingRecording.module.css';

/** Before one is in: that the session is being recorded, or will be from its start, and the question whether one may be. */
export function WaitingRecording({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const { view } = feed;
  if (view.role === 'outsider') return null;
  return (
    <div className={classes.waiting}>
      <RecordingMark feed={feed} />
      {aboutRecording(view) === 'ahead' && (
        <p className={classes.ahead}>
          <IconPlayerRecord size={20} aria-hidden />
          <span>
            <strong>{t('recording.ahead')}.</strong> {t('recording.aheadText')}
          </span>
        </p>
      )}
      <ConsentQuestion feed={feed} />
    </div>
  );
}
