import type { Replay } from '@lectern/contract';

/** Which room of a recording one watches: a breakout's id, or null for the main room. */
export type RoomChoice = number | null;

/** The recording as it was in one room, as if there were no other. */
export function replayIn(replay: Replay, choice: RoomChoice): Replay {
  const room = replay.rooms.find(({ id }) => id === choice);
  const clips = replay.clips.filter(({ breakout_id }) => breakout_id === (room?.id ?? null));
  if (!room) return { ...replay, clips };
  const { people, chapters, board } = room;
  return { ...replay, clips, people, chapters, board, messages: [], captions: [] };
}
