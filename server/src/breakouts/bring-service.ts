import type { BreakoutBrought } from '@lectern/contract';
import type { Tx } from '#db/connect.ts';
import type { Command, EventLog } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import { lockAsHost } from '#sessions/standing.ts';
import { findRoomEver } from './bring-store.ts';

interface Room {
  id: number;
  name: string;
}

export interface BringParts {
  log: EventLog;
  bringPages: (command: Command, room: { session_id: number; breakout_id: number; name: string }) => Promise<number>;
  /** False where there is nothing that is not there already. */
  bringNotes: (session_id: number, room: Room) => Promise<boolean>;
  bringChat: (actor: Actor, session_id: number, room: Room) => Promise<boolean>;
}

export type BringService = ReturnType<typeof createBringService>;

/** What was made in a breakout comes to the main room, once all are back. Bringing it again does no harm. */
export function createBringService({ log, bringPages, bringNotes, bringChat }: BringParts) {
  async function bring(
    actor: Actor,
    id: number,
    { breakout_id, what }: { breakout_id: number; what: ('board' | 'notes' | 'chat')[] },
  ): Promise<BreakoutBrought> {
    const { room, pages } = await log.command(id, actor.id, async (command) => {
      const found = await roomToBring(command.tx, actor, id, breakout_id);
      const from = { session_id: id, breakout_id, name: found.name };
      return { room: found, pages: what.includes('board') ? await bringPages(command, from) : 0 };
    });
    // Neither a document nor a file can be changed as one with the log.
    const notes = what.includes('notes') && (await bringNotes(id, room));
    const chat = what.includes('chat') && (await bringChat(actor, id, room));
    return { pages, notes, chat };
  }

  return { bring };
}

async function roomToBring(tx: Tx, actor: Actor, id: number, breakout_id: number): Promise<Room> {
  const { session } = await lockAsHost(tx, actor, id);
  if (session.breakouts_opened_at !== null) throw new Refusal('breakouts_open');
  const room = await findRoomEver(tx, id, breakout_id);
  if (!room) throw new Refusal('breakout_not_found');
  return room;
}
