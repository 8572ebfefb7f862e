import { moderates } from '@lectern/contract';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { sessionStore } from '#live/use-session.ts';
import { playTone } from '#ui/tone.ts';
import { type Asked, askedOf, toldOf, topicOf } from './told.ts';
import { toldWords } from './told-words.ts';

export interface Notice {
  key: number;
  topic: string;
  text: string;
}

let count = 0;

/** What hosts have just done that concerns this person, and what they ask for. */
export function useModerationNews(feed: OpenFeed) {
  const { t } = useTexts();
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const [asked, setAsked] = useState<readonly Asked[]>([]);
  const { view } = feed;
  const { id } = view.session;

  const [{ tell, putAway, settle }] = useState(() => ({
    tell: (topic: string, text: string) => {
      count += 1;
      const notice = { key: count, topic, text };
      setNotices((before) => [...before.filter((one) => one.topic !== topic), notice]);
    },
    putAway: (key: number) => setNotices((before) => before.filter((one) => one.key !== key)),
    settle: (source: Asked['source']) => setAsked((before) => before.filter((one) => one.source !== source)),
  }));

  useEffect(() => {
    const store = sessionStore(id);
    return store.onEvent((event) => {
      const now = store.getFeed();
      if (now.kind !== 'open') return;
      const told = toldOf(event, now.view);
      if (told) tell(topicOf(told), toldWords(t, told));
      const question = askedOf(event, now.view);
      if (!question) return;
      // What it undoes need not be told any more.
      setNotices((before) => before.filter((one) => one.topic !== `muted ${question.source}`));
      playTone(587, 784);
      setAsked((before) => [...before.filter((one) => one.source !== question.source), question]);
    });
  }, [id, tell, t]);

  // Whoever does it unasked has answered too.
  const mine = view.participants.find((one) => one.user.id === view.account_id);
  const { audio_enabled = false, video_enabled = false } = mine ?? {};
  useEffect(() => {
    if (audio_enabled) settle('microphone');
    if (video_enabled) settle('camera');
  }, [audio_enabled, video_enabled, settle]);

  // By what one is, not by the event: a whole new view comes in its place.
  const runs = moderates(view.role);
  const before = useRef(runs);
  useEffect(() => {
    if (before.current === runs) return;
    before.current = runs;
    tell('cohost', t(runs ? 'moderation.told.cohost' : 'moderation.told.notCohost'));
  }, [runs, tell, t]);

  return { notices, asked, putAway, settle };
}
