import type { Executor } from '#db/connect.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import { type MayOfRecording, mayWithRecording } from './policy.ts';
import { type FoundRecording, findRecording } from './store.ts';

export { type ClipRow, findClip, listClips } from './clip-store.ts';
export type { FoundRecording, RecordingRow } from './store.ts';

/** A recording, and what the account that asks may do with it. */
export interface RecordingStanding extends FoundRecording {
  may: MayOfRecording;
}

export function standingTo(actor: Actor, found: FoundRecording, at: Date): RecordingStanding {
  const { row, creator_id, booking_status } = found;
  return { ...found, may: mayWithRecording(actor, booking_status, { ...row, creator_id }, at) };
}

/** Refuses where the account may not know of it. */
export async function readSeen(db: Executor, actor: Actor, id: number, at: Date): Promise<RecordingStanding> {
  const found = await findRecording(db, id, actor.id);
  const standing = found && standingTo(actor, found, at);
  if (!standing?.may.see) throw new Refusal('recording_not_found');
  return standing;
}

/** For who may play it. Whoever manages it is told where it is not ready; for all others it is not there. */
export async function readWatchable(db: Executor, actor: Actor, id: number, at: Date): Promise<RecordingStanding> {
  const standing = await readSeen(db, actor, id, at);
  if (!standing.may.watch) throw new Refusal('recording_not_ready');
  return standing;
}

/** The same, for who may take it along. */
export async function readDownloadable(db: Executor, actor: Actor, id: number, at: Date): Promise<RecordingStanding> {
  const standing = await readWatchable(db, actor, id, at);
  if (!standing.may.download) throw new Refusal('forbidden');
  return standing;
}

/** For its session's creator and admins, in whatever state it is. */
export async function readManaged(db: Executor, actor: Actor, id: number, at: Date): Promise<RecordingStanding> {
  const standing = await readSeen(db, actor, id, at);
  if (!standing.may.manage) throw new Refusal('forbidden');
  return standing;
}
