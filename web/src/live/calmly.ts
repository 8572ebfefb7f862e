/** How long after a change the next ones are gathered, in milliseconds: some frames, which nobody notices. */
const PAUSE = 50;

type Subscribe = (reader: () => void) => () => void;

/**
 * The same subscription for what draws: a change is told at once, and those that follow it closely together. Where a whole
 * class comes, goes or moves, a page would else be drawn for each of them, and the media would wait for that.
 */
export function calmly(subscribe: Subscribe): Subscribe {
  return (reader) => {
    let pause: ReturnType<typeof setTimeout> | null = null;
    let changed = false;
    const tell = () => {
      changed = false;
      pause = setTimeout(() => {
        pause = null;
        if (changed) tell();
      }, PAUSE);
      reader();
    };
    const undo = subscribe(() => {
      changed = true;
      if (pause === null) tell();
    });
    return () => {
      undo();
      if (pause !== null) clearTimeout(pause);
      pause = null;
    };
  };
}
