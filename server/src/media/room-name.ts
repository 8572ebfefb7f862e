import type { MediaRoom } from './engine.ts';

/** What LiveKit calls a room: `session-7`, and of its breakout 3 `session-7-breakout-3`. */
export const roomName = ({ session_id, breakout_id }: MediaRoom) =>
  breakout_id === null ? `session-${session_id}` : `session-${session_id}-breakout-${breakout_id}`;

/** Null where it is none of ours. */
export function parseRoomName(name: string): MediaRoom | null {
  const [, session_id, breakout_id] = /^session-([1-9]\d{0,9})(?:-breakout-([1-9]\d{0,9}))?$/.exec(name) ?? [];
  if (session_id === undefined) return null;
  return { session_id: Number(session_id), breakout_id: breakout_id === undefined ? null : Number(breakout_id) };
}
