import { moderates, type SessionEvent, type SessionView } from '@lectern/contract';
import { useEffect, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed, SessionStore } from '#live/session-store.ts';
import { sessionStore } from '#live/use-session.ts';
import { playTone } from '#ui/tone.ts';
import { type Asked, askedOf, sinceJoining, toldOf, topicOf } from './told.ts';
import { toldWords } from './told-words.ts';

export interface Notice {
  key: number;
  topic: string;
  text: string;
}

let count = 0;
/** Up to which event this person was told, by its place in the log. */
const told_up_to = new WeakMap<SessionStore, number>();
/** What they were told that they are. */
const told_role = new WeakMap<SessionStore, SessionView['role']>();

/** What hosts have just done that concerns this person, and what they ask for. */
export function useModerationNews(feed: OpenFeed) {
  const { t } = useTexts();
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const [asked, setAsked] = useState<readonly Asked[]>([]);
  const { view } = feed;
  const { account_id } = view;
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

  // By what one is, not by the event: it may come with a whole view after a lost connection, without one. Who became a
  // co-host before this was shown is told too.
  const runs = moderates(view.role);
  useEffect(() => {
    const store = sessionStore(id);
    const known = told_role.get(store) ?? store.getFirstRole();
    told_role.set(store, view.role);
    if (known === null || moderates(known) === runs) return;
    tell('cohost', t(runs ? 'moderation.told.cohost' : 'moderation.told.notCohost'));
  }, [id, view.role, runs, tell, t]);

  useEffect(() => {
    const store = sessionStore(id);
    const hear = (event: SessionEvent) => {
      told_up_to.set(store, event.seq);
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
    };
    // What came after joining and before this was shown: a host may be quicker than the page.
    const told = told_up_to.get(store) ?? 0;
    for (const event of sinceJoining(store.getRecentEvents(), account_id)) {
      if (event.seq > told) hear(event);
    }
    return store.onEvent(hear);
  }, [id, account_id, tell, t]);

  // Whoever does it unasked has answered too.
  const mine = view.participants.find((one) => one.user.id === view.account_id);
  const { audio_enabled = false, video_enabled = false } = mine ?? {};
  useEffect(() => {
    if (audio_enabled) settle('microphone');
    if (video_enabled) settle('camera');
  }, [audio_enabled, video_enabled, settle]);

  return { notices, asked, putAway, settle };
}
