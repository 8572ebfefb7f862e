import '#i18n/add-recording-texts.ts';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { RoundButton } from '#ui/RoundButton.tsx';
import { ConsentForm } from './ConsentForm.tsx';
import classes from './ConsentQuestion.module.css';
import { aboutRecording, ownConsent } from './consent.ts';

/** Whether one may be recorded, asked of who has not answered yet. It takes neither the focus nor anything from the room. */
export function ConsentQuestion({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const { view } = feed;
  const id = view.recording?.id ?? null;
  // Put away for this recording; the next one asks again.
  const [later, setLater] = useState<number | null | 'never'>('never');
  const about = aboutRecording(view);
  if (about === 'none' || ownConsent(view) || later === id) return null;
  return (
    <section className={classes.question} aria-labelledby="consent-question">
      <div className={classes.top}>
        <h2 id="consent-question" className={classes.heading}>
          {t('recording.ask.heading')}
        </h2>
        <RoundButton icon={IconX} name={t('recording.ask.later')} onClick={() => setLater(id)} />
      </div>
      <p className={classes.text}>
        {t(`recording.ask.${about}`)} {t('recording.ask.what')}
      </p>
      <ConsentForm view={view} />
    </section>
  );
}
