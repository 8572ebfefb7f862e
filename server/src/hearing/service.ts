import type { Hearing } from '@lectern/contract';
import type { PresentStay } from '#presence/who-is-where.ts';
import { frameOf, writeFrame } from '#realtime/frames.ts';
import type { Subscriptions } from '#realtime/subscriptions.ts';

export interface HearingParts {
  subscriptions: Pick<Subscriptions, 'of'>;
  listStays: (session_id: number) => Promise<Pick<PresentStay, 'user' | 'breakout_id'>[]>;
  /** Tells the other servers, whose connections may be those of the people named. */
  announce: (listener_id: number, hearing: Hearing) => void;
  onError: (error: unknown) => void;
}

export type HearingService = ReturnType<typeof createHearing>;

/** Passes on to speakers which listeners do not hear them. Nothing is kept: who listens says it again while it is so. */
export function createHearing({ subscriptions, listStays, announce, onError }: HearingParts) {
  /** Returns at once. What somebody says who is not inside, or of people who are not in the same room, goes nowhere. */
  function report(listener_id: number, hearing: Hearing): void {
    if (hearing.missing.length + hearing.again.length === 0) return;
    pass(listener_id, hearing).catch(onError);
  }

  async function pass(listener_id: number, { session_id, missing, again }: Hearing): Promise<void> {
    const roomOf = new Map((await listStays(session_id)).map(({ user, breakout_id }) => [user.id, breakout_id]));
    const room = roomOf.get(listener_id);
    if (room === undefined) return;
    const others = (ids: number[]) => ids.filter((id) => id !== listener_id && roomOf.get(id) === room);
    const checked = { session_id, missing: others(missing), again: others(again) };
    tell(listener_id, checked);
    announce(listener_id, checked);
  }

  /** To the connections here of those it concerns, as far as they are in the live room. */
  function tell(listener_id: number, { session_id, missing, again }: Hearing): void {
    const [lost, found] = [new Set(missing), new Set(again)];
    for (const { account_id, place, socket } of subscriptions.of(session_id)) {
      if (place !== 'live') continue;
      if (lost.has(account_id)) writeFrame(socket, frameOf('heard', { session_id, listener_id, hears: false }));
      else if (found.has(account_id)) writeFrame(socket, frameOf('heard', { session_id, listener_id, hears: true }));
    }
  }

  return { report, tell };
}
