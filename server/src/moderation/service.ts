import {
  type ExemptionChange,
  LockableRight,
  type Moderation,
  type ModerationEdit,
  type MutedSource,
  moderates,
  OVER,
} from '@lectern/contract';
import type { Database, Executor, Tx } from '#db/connect.ts';
import type { EventLog, RecordEvent } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import type { MediaEngine } from '#media/engine.ts';
import type { Actor } from '#sessions/policy.ts';
import { lockAsHost, lockVisible, readStanding, readVisible, type SessionRow } from '#sessions/standing.ts';
import type { RightsService } from './rights.ts';
import { stopLockedScreens } from './screens.ts';
import { changeCohost, changeDecided, changeExemption, readModeration } from './store.ts';

export interface ModerationParts {
  db: Database;
  log: EventLog;
  media: MediaEngine;
  rights: RightsService;
  /** Whose active stay this is and in which room; null where it is over or another session's. */
  findActiveStay: (
    db: Executor,
    session_id: number,
    participant_id: number,
  ) => Promise<{ account_id: number; breakout_id: number | null } | null>;
  /** Who is no host any more does not lead. */
  endLead: (tx: Tx, record: RecordEvent, session_id: number, account_id: number) => Promise<void>;
  /** Who is made a host, or may not be here any more, belongs in no breakout. */
  dropAssignment: (tx: Tx, record: RecordEvent, session: SessionRow, account_id: number) => Promise<void>;
  /** Takes the approval back, and with it the place in the room. */
  rejectBookingOf: (actor: Actor, session_id: number, account_id: number) => Promise<void>;
  /** Brings the media engine to what is decided now. Never throws. */
  enforce: (session_id: number) => Promise<unknown>;
  onMediaError: (error: unknown) => void;
}

export type ModerationService = ReturnType<typeof createModerationService>;

const EVERYONE = { to: 'everyone' } as const;

/** What the host and co-hosts decide. What they forbid is forbidden here and at the media engine, whatever a browser does. */
export function createModerationService({ db, log, media, enforce, onMediaError, ...parts }: ModerationParts) {
  /** The door, the locks, how many screens. Only what is named changes; what is so already is no error. */
  async function change(actor: Actor, id: number, edit: ModerationEdit): Promise<Moderation> {
    const after = await log.command(id, actor.id, async ({ tx, record }) => {
      const { session } = await lockToModerate(tx, actor, id);
      const { door_open = session.door_open, screen_sharing = session.screen_sharing } = edit;
      const locks = LockableRight.options.filter((right) => edit.locks?.[right] ?? session.locks.includes(right));
      await changeDecided(tx, id, { door_open, screen_sharing, locks });
      if (door_open !== session.door_open) await record(door_open ? 'door.opened' : 'door.closed', {}, EVERYONE);
      if (screen_sharing !== session.screen_sharing) {
        await record('screen.sharing_changed', { sharing: screen_sharing }, EVERYONE);
      }
      for (const right of LockableRight.options) {
        const is_locked = locks.includes(right);
        if (is_locked === session.locks.includes(right)) continue;
        await record(is_locked ? 'right.locked' : 'right.unlocked', { right }, EVERYONE);
      }
      return settled(tx, record, { ...session, door_open, screen_sharing, locks });
    });
    await enforce(id);
    return after;
  }

  /** One person may use what is locked, or may no longer. */
  async function exempt(actor: Actor, id: number, { account_id, right, on }: ExemptionChange): Promise<Moderation> {
    const after = await log.command(id, actor.id, async ({ tx, record }) => {
      const { session } = await lockToModerate(tx, actor, id);
      // Only who may come in: an exemption is no way to learn who has an account, and dies with the approval.
      if (on && !(await standingOf(tx, id, account_id))?.may_enter) throw new Refusal('participant_not_found');
      if (await changeExemption(tx, { session_id: id, account_id, right }, on)) {
        await record(on ? 'right.exempted' : 'right.exemption_ended', { account_id, right }, EVERYONE);
      }
      return settled(tx, record, session);
    });
    await enforce(id);
    return after;
  }

  /** The creator's alone. */
  async function nameCohost(actor: Actor, id: number, account_id: number, on: boolean): Promise<Moderation> {
    const after = await log.command(id, actor.id, async ({ tx, record }) => {
      const { session, role } = await lockToModerate(tx, actor, id);
      if (role !== 'host') throw new Refusal('forbidden');
      const named = await standingOf(tx, id, account_id);
      if (on && named?.booking_status !== 'approved') throw new Refusal('cohost_not_approved');
      if (await changeCohost(tx, id, account_id, on)) {
        await record(on ? 'cohost.named' : 'cohost.dismissed', { account_id }, EVERYONE);
        if (on) await parts.dropAssignment(tx, record, session, account_id);
      }
      if (!on) await parts.endLead(tx, record, id, account_id);
      return settled(tx, record, session);
    });
    await enforce(id);
    return after;
  }

  async function mute(actor: Actor, id: number, participant_id: number, source: MutedSource): Promise<void> {
    const { account_id, breakout_id } = await log.command(id, actor.id, async ({ tx, record }) => {
      const meant = await lockMeant(tx, actor, id, participant_id);
      await record('participant.muted', { participant_id, source }, EVERYONE);
      return meant;
    });
    await media.mute({ session_id: id, breakout_id }, source, (one) => one === account_id).catch(onMediaError);
    await enforce(id);
  }

  /** Everybody's microphone but one's own, in the room where one is. */
  async function muteAll(actor: Actor, id: number): Promise<void> {
    const breakout_id = await log.command(id, actor.id, async ({ tx, record }) => {
      const { breakout_id: room } = await lockAsHost(tx, actor, id);
      await record('participant.all_muted', { except_account_id: actor.id }, { to: 'room', breakout_id: room });
      return room;
    });
    await media.mute({ session_id: id, breakout_id }, 'microphone', (one) => one !== actor.id).catch(onMediaError);
    await enforce(id);
  }

  /** A question, not an order: nobody's microphone or camera is turned on by somebody else. */
  async function askUnmute(actor: Actor, id: number, participant_id: number, source: MutedSource): Promise<void> {
    await log.command(id, actor.id, async ({ tx, record }) => {
      const { session, account_id } = await lockMeant(tx, actor, id, participant_id);
      if (!(await parts.rights.mayUseNow(tx, session, account_id, source))) throw new Refusal('right_locked');
      await record('unmute.asked', { account_id, source }, { to: 'account', account_id });
    });
  }

  /** Out of the room at once, and not back in until approved again. */
  async function remove(actor: Actor, id: number, participant_id: number): Promise<void> {
    const { role, session } = await readVisible(db.orm, actor, id);
    if (!moderates(role)) throw new Refusal('forbidden');
    const { account_id } = (await parts.findActiveStay(db.orm, id, participant_id)) ?? {};
    if (account_id === undefined || account_id === actor.id) throw new Refusal('participant_not_found');
    if (account_id === session.creator_id) throw new Refusal('forbidden');
    await parts.rejectBookingOf(actor, id, account_id);
  }

  async function lockMeant(tx: Tx, actor: Actor, id: number, participant_id: number) {
    const { session } = await lockAsHost(tx, actor, id);
    const stay = await parts.findActiveStay(tx, id, participant_id);
    if (!stay) throw new Refusal('participant_not_found');
    return { session, ...stay };
  }

  /** As a part of taking somebody's approval back: nothing that they were granted outlives it. */
  async function forget(tx: Tx, record: RecordEvent, session: SessionRow, account_id: number): Promise<void> {
    const { exemptions } = await readModeration(tx, session);
    await parts.dropAssignment(tx, record, session, account_id);
    if (await changeCohost(tx, session.id, account_id, false)) {
      await record('cohost.dismissed', { account_id }, EVERYONE);
    }
    for (const right of exemptions.find((one) => one.account_id === account_id)?.rights ?? []) {
      await changeExemption(tx, { session_id: session.id, account_id, right }, false);
      await record('right.exemption_ended', { account_id, right }, EVERYONE);
    }
  }

  return { change, exempt, nameCohost, mute, muteAll, askUnmute, remove, forget };
}

/** All may be decided before the session starts too, and nothing once it is over. */
async function lockToModerate(tx: Tx, actor: Actor, id: number) {
  const standing = await lockVisible(tx, actor, id);
  if (!moderates(standing.role)) throw new Refusal('forbidden');
  if (OVER.includes(standing.session.status)) throw new Refusal('session_over');
  return standing;
}

const standingOf = (tx: Tx, session_id: number, account_id: number) =>
  readStanding(tx, { id: account_id, is_admin: false }, session_id);

/** What is decided now; a screen that may not be shared any more is stopped by it. */
async function settled(tx: Tx, record: RecordEvent, session: SessionRow): Promise<Moderation> {
  const moderation = await readModeration(tx, session);
  await stopLockedScreens(tx, record, session, moderation);
  return moderation;
}
