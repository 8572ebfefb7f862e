import { useEffect, useRef, useState } from 'react';
import type { PeopleMedia } from '#live/person-media.ts';
import { SILENCE, type Speakers } from './silence.ts';
import { hear, mainSpeaker, nextLook, type Speeches, spokeLately } from './speakers.ts';

/** Who of the others speaks, without every cough: for who is worth a place in front. */
export function useSpeakers(people: PeopleMedia, own_id: number): Speakers {
  const [speakers, setSpeakers] = useState(SILENCE);
  const speeches = useRef<Speeches>(new Map());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const speaking = new Set([...people].flatMap(([id, media]) => (media.speaking && id !== own_id ? [id] : [])));
    const listen = () => {
      const now = Date.now();
      speeches.current = hear(speeches.current, speaking, now);
      const lately = new Set(spokeLately(speeches.current, now));
      setSpeakers((known) => {
        const main = mainSpeaker(speeches.current, known.main, now);
        return main === known.main && isSameSet(lately, known.lately) ? known : { lately, main };
      });
      const wait = nextLook(speeches.current, now);
      timer = wait === null ? undefined : setTimeout(listen, wait);
    };
    listen();
    return () => clearTimeout(timer);
  }, [people, own_id]);
  return speakers;
}

function isSameSet(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id));
}
