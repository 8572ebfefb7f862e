import type { ReactionEmoji } from '@lectern/contract';
import { useEffect, useState } from 'react';
import { onReacted } from '#live/use-session.ts';

/** How long a reaction is seen, in milliseconds; the animation lasts as long. */
export const SEEN_FOR = 3_000;
/** No more than this at once over one person: a flood of them says no more than a few. */
const MOST_PER_PERSON = 5;

export interface FloatingReaction {
  key: number;
  account_id: number;
  emoji: ReactionEmoji;
}

let count = 0;

/** The reactions that float at this moment, by the account they come from. */
export function useFloatingReactions(session_id: number): ReadonlyMap<number, readonly FloatingReaction[]> {
  const [floating, setFloating] = useState<readonly FloatingReaction[]>([]);
  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const stop = onReacted(session_id, ({ account_id, emoji }) => {
      count += 1;
      const reaction = { key: count, account_id, emoji };
      setFloating((before) => [...before, reaction]);
      const timer = setTimeout(() => {
        timers.delete(timer);
        setFloating((before) => before.filter((one) => one !== reaction));
      }, SEEN_FOR);
      timers.add(timer);
    });
    return () => {
      stop();
      for (const timer of timers) clearTimeout(timer);
    };
  }, [session_id]);
  return byPerson(floating);
}

export function byPerson(floating: readonly FloatingReaction[]): ReadonlyMap<number, readonly FloatingReaction[]> {
  const people = new Map<number, FloatingReaction[]>();
  for (const one of floating) people.set(one.account_id, [...(people.get(one.account_id) ?? []), one]);
  return new Map([...people].map(([id, reactions]) => [id, reactions.slice(-MOST_PER_PERSON)]));
}
