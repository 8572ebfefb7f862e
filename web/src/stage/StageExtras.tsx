import { type RefObject, useEffect } from 'react';
import type { LiveSession } from '#live/live-session.ts';
import type { PeopleMedia } from '#live/person-media.ts';
import { Floating } from './Floating.tsx';
import type { Speakers } from './silence.ts';
import type { StageState } from './use-arrangement.ts';
import { useSpeakers } from './use-speakers.ts';
import { useSwipe } from './use-swipe.ts';
import { useTileKeys } from './use-tile-keys.ts';

interface StageExtrasProps {
  element: RefObject<HTMLElement | null>;
  live: LiveSession;
  people: PeopleMedia;
  own_id: number;
  stage: StageState;
  /** The tile that the keyboard is in. */
  onCurrent: (tile: string) => void;
  onSpeakers: (speakers: Speakers) => void;
  /** Tells whose pictures are looked at elsewhere. */
  onWatch: (account_ids: readonly number[]) => void;
}

/** What the stage learns to do once one has looked at it: follow who speaks, keys and fingers, and float. */
export function StageExtras({
  element,
  live,
  people,
  own_id,
  stage,
  onCurrent,
  onSpeakers,
  onWatch,
}: StageExtrasProps) {
  useTileKeys(element, stage, onCurrent);
  useSwipe(element, stage);
  const speakers = useSpeakers(people, own_id);
  useEffect(() => onSpeakers(speakers), [speakers, onSpeakers]);
  return <Floating live={live} people={people} stage={stage} onWatch={onWatch} />;
}
