import type { RoomShelf } from '#recorder/clip-shelf.ts';

/** A shelf that writes nothing, and notes from when to when each clip went that is finished. */
export function createNotingShelf() {
  const clips: { from: number; to: number }[] = [];
  const shelf: RoomShelf = {
    open: ({ started_at }) => ({
      add: () => undefined,
      flush: () => undefined,
      finish: (ended_at) => void clips.push({ from: started_at, to: ended_at }),
    }),
  };
  return { clips, shelf };
}
