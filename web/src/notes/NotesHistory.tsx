import type { OpenFeed } from '#live/session-store.ts';
import classes from './Notes.module.css';
import { Notes } from './Notes.tsx';

/** The notes as they were left, after the end. */
export function NotesHistory({ feed }: { feed: OpenFeed }) {
  return (
    <div className={classes.page}>
      <Notes feed={feed} />
    </div>
  );
}
