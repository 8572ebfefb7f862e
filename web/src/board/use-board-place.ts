import { type RefObject, useRef, useState, useSyncExternalStore } from 'react';
import { boardBeforeReload, keepBoard } from '#live/kept-place.ts';
import { usePreferences } from '#settings/preferences.ts';

/** Where there is no room for the board beside the stage. */
const NARROW = '(max-width: 48em), (max-height: 30em)';

/** The board's place in the live room: closed, beside the stage, or over it. */
export interface BoardPlace {
  open: boolean;
  /** Opened by this person, so that the keyboard goes there with them. */
  by_hand: boolean;
  /** It takes the stage's place: by choice, or because there is no room for both. */
  fills: boolean;
  /** What happened on it while it was closed, in words. */
  news: string | null;
  button: RefObject<HTMLButtonElement | null>;
  /** Somebody leads there: the keyboard stays where it is. */
  showLed: () => void;
  /** Closes it, and gives the keyboard back to its button. */
  close: () => void;
  toggle: () => void;
  tell: (news: string) => void;
}

export function useBoardPlace(session_id: number): BoardPlace {
  const [open, setOpen] = useState(() => boardBeforeReload(session_id));
  const [by_hand, setByHand] = useState(false);
  const [news, setNews] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const narrow = useSyncExternalStore(subscribe, isNarrow);
  const fills = usePreferences().board_fills || narrow;
  const become = (next: boolean, by_hand: boolean) => {
    keepBoard(next);
    setNews(null);
    setOpen(next);
    setByHand(by_hand);
  };
  function close() {
    button.current?.focus();
    become(false, true);
  }
  return {
    open,
    by_hand,
    fills: open && fills,
    news,
    button,
    showLed: () => become(true, false),
    close,
    toggle: () => (open ? close() : become(true, true)),
    tell: setNews,
  };
}

function subscribe(reader: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener('change', reader);
  return () => query.removeEventListener('change', reader);
}

const isNarrow = () => matchMedia(NARROW).matches;
