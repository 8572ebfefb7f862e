import { type Moderation, mayUse, type ScreenStopReason } from '@lectern/contract';
import type { Tx } from '#db/connect.ts';
import type { EventLog, RecordEvent } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import { holdSession, lockAsHost, lockInside, lockVisible, type SessionRow } from '#sessions/standing.ts';
import { onShare } from './policy.ts';
import { changeScreen, listSharers, readModeration } from './store.ts';

export interface ScreensParts {
  log: EventLog;
  /** Brings the media engine to what is decided now. Never throws. */
  enforce: (session_id: number) => Promise<unknown>;
}

export type ScreensService = ReturnType<typeof createScreensService>;

/**
 * Who may send a screen. Nobody may by just being here: it is asked for at each share, so that "one at a time" and a
 * host's stop hold at the media engine too.
 */
export function createScreensService({ log, enforce }: ScreensParts) {
  /** Sharing twice is no error. Where one at a time may in each room, a host takes the place of whoever shares there. */
  async function share(actor: Actor, id: number): Promise<void> {
    await log.command(id, actor.id, async ({ tx, at, record }) => {
      const { session, role, stay, breakout_id } = await lockInside(tx, actor, id);
      const moderation = await readModeration(tx, session);
      if (!mayShare(session, moderation, actor.id)) throw new Refusal('screen_locked');
      const sharers = (await listSharers(tx, id)).filter((one) => one.breakout_id === breakout_id);
      if (!stay || sharers.some((one) => one.id === stay.id)) return;
      const outcome = onShare(session.screen_sharing, role, sharers.length);
      if (outcome === 'refused') throw new Refusal('screen_taken');
      if (outcome === 'instead') for (const one of sharers) await stopScreen(tx, record, one.id, 'replaced');
      await changeScreen(tx, stay.id, at);
      await record('screen.started', { participant_id: stay.id }, { to: 'everyone' });
    });
    await enforce(id);
  }

  /** One's own; stopping what is not shared, or after leaving, is no error. */
  async function stop(actor: Actor, id: number): Promise<void> {
    const stopped = await log.command(id, actor.id, async ({ tx, record }) => {
      await lockVisible(tx, actor, id);
      const own = (await listSharers(tx, id)).find((one) => one.account_id === actor.id);
      if (own) await stopScreen(tx, record, own.id, 'self');
      return own !== undefined;
    });
    if (stopped) await enforce(id);
  }

  async function stopOf(actor: Actor, id: number, participant_id: number): Promise<void> {
    await log.command(id, actor.id, async ({ tx, record }) => {
      await lockAsHost(tx, actor, id);
      const sharer = (await listSharers(tx, id)).find((one) => one.id === participant_id);
      if (!sharer) throw new Refusal('participant_not_found');
      await stopScreen(tx, record, sharer.id, 'host');
    });
    await enforce(id);
  }

  /** The clock's: the right to send a screen, of which nothing has come for long, is free for others again. */
  async function stopLost(id: number, participant_id: number): Promise<void> {
    await log.command(id, null, async ({ tx, record }) => {
      await holdSession(tx, id);
      const sharer = (await listSharers(tx, id)).find((one) => one.id === participant_id);
      if (sharer) await stopScreen(tx, record, sharer.id, 'lost');
    });
  }

  return { share, stop, stopOf, stopLost };
}

/** As a part of another command: what is shared by who may no longer, ends. */
export async function stopLockedScreens(
  tx: Tx,
  record: RecordEvent,
  session: SessionRow,
  moderation: Moderation,
): Promise<void> {
  for (const { id, account_id } of await listSharers(tx, session.id)) {
    if (!mayShare(session, moderation, account_id)) await stopScreen(tx, record, id, 'locked');
  }
}

/** As a part of another command: ends what one stay shares, if it does. */
export async function stopScreenOf(tx: Tx, record: RecordEvent, session_id: number, stay_id: number): Promise<void> {
  const shares = (await listSharers(tx, session_id)).some((one) => one.id === stay_id);
  if (shares) await stopScreen(tx, record, stay_id, 'self');
}

async function stopScreen(tx: Tx, record: RecordEvent, stay_id: number, reason: ScreenStopReason): Promise<void> {
  await changeScreen(tx, stay_id, null);
  await record('screen.stopped', { participant_id: stay_id, reason }, { to: 'everyone' });
}

function mayShare({ creator_id }: SessionRow, moderation: Moderation, account_id: number): boolean {
  return mayUse({ session: { creator: { id: creator_id } }, moderation, room: null }, account_id, 'screen');
}
