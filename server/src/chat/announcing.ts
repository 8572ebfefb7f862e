import { Announced, type Message } from '@lectern/contract';
import type { Executor } from '#db/connect.ts';
import type { EventLog } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import { once } from '#idempotency/store.ts';
import type { Actor } from '#sessions/policy.ts';
import { lockAsHost } from '#sessions/standing.ts';
import { describeNew, insertMessage } from './store.ts';

export interface AnnouncingParts {
  log: EventLog;
  /** The breakouts of a session. */
  listRooms: (db: Executor, session_id: number) => Promise<{ id: number }[]>;
}

export type AnnouncingService = ReturnType<typeof createAnnouncing>;

/** What hosts write to a room without being in it. */
export function createAnnouncing({ log, listRooms }: AnnouncingParts) {
  /** To one breakout while they are open, or with null to all of them and the main room: one message in each. */
  async function announce(
    actor: Actor,
    id: number,
    { text, breakout_id }: { text: string; breakout_id: number | null },
    key: string | null,
  ): Promise<{ items: Message[] }> {
    const asking = { account_id: actor.id, key, asks: ['POST announce', id, text, breakout_id] };
    return log.command(id, actor.id, async ({ tx, at, record }) => {
      const { session } = await lockAsHost(tx, actor, id);
      const outcome = await once(tx, asking, at, write, (answer) => Announced.parse(answer));
      if (!outcome) throw new Refusal('idempotency_key_reused');
      return outcome.answer;

      async function write(): Promise<{ items: Message[] }> {
        if (session.breakouts_opened_at === null) throw new Refusal('breakouts_not_open');
        const breakouts = (await listRooms(tx, id)).map((room) => room.id);
        if (breakout_id !== null && !breakouts.includes(breakout_id)) throw new Refusal('breakout_not_found');
        const items: Message[] = [];
        for (const room of breakout_id === null ? [null, ...breakouts] : [breakout_id]) {
          const row = await insertMessage(tx, {
            session_id: id,
            breakout_id: room,
            account_id: actor.id,
            to_account_id: null,
            announcement: true,
            text,
            reply_to_id: null,
            mentions: [],
            sent_at: at,
          });
          const message = await describeNew(tx, row, null, false);
          await record('chat.posted', { message }, { to: 'room', breakout_id: room });
          items.push(message);
        }
        return { items };
      }
    });
  }

  return { announce };
}
