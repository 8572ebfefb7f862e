/** How long after a change the next ones are gathered, in milliseconds: some frames, which nobody notices. */
const PAUSE = 50;
/** The same while one is on the way to another room: what is drawn meanwhile holds up what will be heard there. */
const PAUSE_ON_THE_WAY = 500;

type Subscribe = (reader: () => void) => () => void;

let pause = PAUSE;
/** Those that have something to tell, and wait. */
const waiting = new Set<() => void>();

/** From now on one is on the way to another room, or there. */
export function onTheWay(on: boolean): void {
  pause = on ? PAUSE_ON_THE_WAY : PAUSE;
  if (!on) for (const tell of [...waiting]) tell();
}

/**
 * The same subscription for what draws: a change is told at once, and those that follow it closely together. Where a whole
 * class comes, goes or moves, a page would else be drawn for each of them, and the media would wait for that.
 */
export function calmly(subscribe: Subscribe): Subscribe {
  return (reader) => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const tell = () => {
      waiting.delete(tell);
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(look, pause);
      reader();
    };
    const look = () => {
      timer = null;
      if (waiting.has(tell)) tell();
    };
    const undo = subscribe(() => {
      waiting.add(tell);
      if (timer === null) tell();
    });
    return () => {
      undo();
      waiting.delete(tell);
      if (timer !== null) clearTimeout(timer);
    };
  };
}
