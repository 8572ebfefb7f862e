import type { LowerReason } from '@lectern/contract';
import type { Tx } from '#db/connect.ts';
import type { Command, RecordEvent } from '#events/log.ts';
import { changeRoomOf, countIn, noteVisit } from './stay-store.ts';
import { changeRoom, findRoom, NO_HELP } from './store.ts';

export interface GoingParts {
  /** Whoever goes has neither a hand up nor the word in the room they leave. */
  releaseHand: (
    tx: Tx,
    record: RecordEvent,
    session_id: number,
    account_id: number,
    reason: LowerReason,
  ) => Promise<void>;
  endLead: (tx: Tx, record: RecordEvent, session_id: number, account_id: number) => Promise<void>;
  stopScreenOf: (tx: Tx, record: RecordEvent, session_id: number, stay_id: number) => Promise<void>;
}

export interface GoingStay {
  id: number;
  account_id: number;
  breakout_id: number | null;
}

export type Going = ReturnType<typeof createGoing>;

/** What it is to go from one room to another, as a part of a command. */
export function createGoing({ releaseHand, endLead, stopScreenOf }: GoingParts) {
  async function go({ tx, record }: Command, session_id: number, stay: GoingStay, to: number | null): Promise<void> {
    const { account_id } = stay;
    // While the row still says the old room, whose people are told of it.
    await releaseHand(tx, record, session_id, account_id, 'moved');
    await endLead(tx, record, session_id, account_id);
    await stopScreenOf(tx, record, session_id, stay.id);
    await changeRoomOf(tx, stay.id, to);
    if (to !== null) await noteVisit(tx, to, account_id);
    await record('participant.moved', { participant_id: stay.id, breakout_id: to }, { to: 'everyone' });
    await leave(tx, record, session_id, stay.breakout_id);
  }

  return { go };
}

/** As a part of a command that takes somebody out of a room: nobody is left who could be helped in an empty one. */
export async function leave(tx: Tx, record: RecordEvent, session_id: number, room: number | null): Promise<void> {
  if (room === null || (await countIn(tx, room)) > 0) return;
  const known = await findRoom(tx, session_id, room);
  if (!known || known.help_asked_at === null) return;
  await changeRoom(tx, room, NO_HELP);
  await record('help.resolved', { breakout_id: room }, { to: 'breakout', breakout_id: room });
}
