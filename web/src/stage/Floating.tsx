import { useEffect } from 'react';
import type { LiveSession } from '#live/live-session.ts';
import type { PeopleMedia } from '#live/person-media.ts';
import { usePreferences } from '#settings/preferences.ts';
import { FloatingStage } from './FloatingStage.tsx';
import { floatingPeople } from './floating-people.ts';
import { unfloat } from './floating-window.ts';
import type { StageState } from './use-arrangement.ts';
import { useFloatingWindow, useFloatWhenHidden } from './use-floating.ts';

interface FloatingProps {
  live: LiveSession;
  people: PeopleMedia;
  stage: Pick<StageState, 'order' | 'main' | 'participants'>;
  /** Tells whose pictures are looked at there. */
  onWatch: (account_ids: readonly number[]) => void;
}

/** What floats above other windows, while it does. */
export function Floating({ live, people, stage, onWatch }: FloatingProps) {
  const { float_when_hidden } = usePreferences();
  const target = useFloatingWindow();
  useFloatWhenHidden(float_when_hidden);
  // Whoever leaves the room leaves nothing floating.
  useEffect(() => unfloat, []);
  const account_ids = target ? floatingPeople(stage.order, stage.main, people) : [];
  const watched = JSON.stringify(account_ids);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is made anew each time; who is in it counts.
  useEffect(() => onWatch(account_ids), [watched, onWatch]);
  if (!target) return null;
  return (
    <FloatingStage
      target={target}
      live={live}
      people={people}
      account_ids={account_ids}
      participants={stage.participants}
    />
  );
}
