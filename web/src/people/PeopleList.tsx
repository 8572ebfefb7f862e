import type { Participant } from '@lectern/contract';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import classes from './PeopleList.module.css';
import { PersonRow } from './PersonRow.tsx';
import { personName } from './person-name.ts';

/** A row with a name and nothing else, in pixels; the real heights are measured. */
const ROW = 56;
/** Rows beyond the edges that are there already, so that the Tab key finds them. */
const BEYOND = 6;

interface PeopleListProps {
  feed: OpenFeed;
  people: readonly Participant[];
  /** Its name, where it is not the list of all. */
  label?: string;
  /** What scrolls. */
  scroller: HTMLElement;
}

/** Who is here. Only the rows in sight are drawn, since there may be hundreds; to a screen reader it is one list all the same. */
export function PeopleList({ feed, people, label, scroller }: PeopleListProps) {
  const { t } = useTexts();
  const list = useRef<HTMLUListElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const margin = useDistance(list, scroller);
  const rows = useVirtualizer({
    count: people.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW,
    getItemKey: (index) => people[index]?.id ?? index,
    overscan: BEYOND,
    scrollMargin: margin,
    // Where the keyboard is, or a menu is open, stays, wherever one scrolls.
    rangeExtractor: (range) => {
      const kept = people.findIndex((one) => one.id === focused);
      const shown = defaultRangeExtractor(range);
      return kept < 0 || shown.includes(kept) ? shown : [...shown, kept].sort((one, other) => one - other);
    },
  });
  return (
    <ul
      ref={list}
      className={classes.list}
      aria-label={label ?? t('live.participants')}
      style={{ height: rows.getTotalSize() }}
      onBlur={({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && list.current?.contains(relatedTarget))) setFocused(null);
      }}
    >
      {rows.getVirtualItems().map(({ key, index, start }) => {
        const participant = people[index];
        return (
          participant && (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              className={classes.row}
              aria-label={personName(participant.user)}
              aria-setsize={people.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start - margin}px)` }}
              onFocus={() => setFocused(participant.id)}
            >
              <PersonRow participant={participant} feed={feed} />
            </li>
          )
        );
      })}
    </ul>
  );
}

/** How far below the beginning of what scrolls an element begins; followed while what is above it grows and shrinks. */
function useDistance(element: RefObject<HTMLElement | null>, box: HTMLElement): number {
  const [distance, setDistance] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const top = element.current?.getBoundingClientRect().top ?? 0;
      setDistance(Math.round(top - box.getBoundingClientRect().top + box.scrollTop));
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const child of box.children) observer.observe(child);
    const watch = new MutationObserver(() => {
      for (const child of box.children) observer.observe(child);
      measure();
    });
    watch.observe(box, { childList: true });
    return () => {
      observer.disconnect();
      watch.disconnect();
    };
  }, [element, box]);
  return distance;
}
