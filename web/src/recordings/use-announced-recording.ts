import type { SessionView } from '@lectern/contract';
import { useEffect, useRef } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { recordingNews } from './recording-news.ts';

/** Says to those who do not see the mark what becomes of the recording; by what is, not by events, so that a whole new view tells it too. */
export function useAnnouncedRecording({ recording }: SessionView): void {
  const { t } = useTexts();
  const before = useRef<NonNullable<typeof recording>['phase'] | null | undefined>(undefined);
  const phase = recording?.phase ?? null;
  useEffect(() => {
    const news = recordingNews(before.current, phase);
    before.current = phase;
    if (news) announce(t(`recording.said.${news}`));
  }, [phase, t]);
}
