/** What LiveKit calls the room of a session. */
export const roomName = (session_id: number) => `session-${session_id}`;
