import type { Site } from '../load/site.ts';

/**
 * Writes a long session's messages and other events straight into the tables, as the API would have left them: messages by
 * everybody in turn, a few answers and reactions among them, and hands that went up and down again.
 */
export async function fillRoom(
  site: Site,
  session_id: number,
  { messages, events }: { messages: number; events: number },
): Promise<void> {
  const db = await site.connectDatabase();
  try {
    await db.query(
      `with people as (
         select account_id, row_number() over (order by id) - 1 as place, count(*) over () as many
         from live_session_participant where session_id = $1
       )
       insert into chat_message (session_id, account_id, text, sent_at)
       select $1, account_id, 'Message ' || n || ', and a few words more, as people write them', now() - interval '1 hour' + n * interval '100 ms'
       from generate_series(1, $2::int) n join people on place = n % many order by n`,
      [session_id, messages],
    );
    await db.query(
      `insert into session_event (session_id, seq, at, type, actor_id, audience, data)
       select $1, row_number() over (order by m.id), m.sent_at, 'chat.posted', m.account_id, 'room',
         jsonb_build_object('message', jsonb_build_object(
           'id', m.id, 'session_id', m.session_id, 'user', jsonb_build_object('id', a.id, 'username', a.username,
             'first_name', a.first_name, 'last_name', a.last_name),
           'to', null, 'text', m.text, 'sent_at', to_char(m.sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
           'edited_at', null, 'deleted_at', null, 'reply_to', null, 'mentions', '[]'::jsonb, 'reactions', '[]'::jsonb,
           'attachments', '[]'::jsonb))
       from chat_message m join account a on a.id = m.account_id where m.session_id = $1`,
      [session_id],
    );
    await db.query(
      `insert into session_event (session_id, seq, at, type, actor_id, audience, data)
       select $1, $2::int + n, now(), case when n % 2 = 1 then 'hand.raised' else 'hand.lowered' end, a.id, 'room',
         case when n % 2 = 1
           then jsonb_build_object('hand', jsonb_build_object('raised_at', '2026-01-01T00:00:00.000Z',
             'user', jsonb_build_object('id', a.id, 'username', a.username, 'first_name', a.first_name, 'last_name', a.last_name)))
           else jsonb_build_object('account_id', a.id, 'reason', 'self') end
       from generate_series(1, $3::int) n join account a on a.id = (select creator_id from session where id = $1)`,
      [session_id, messages, events],
    );
    await db.query(
      `insert into chat_reaction (message_id, account_id, emoji)
       select id, account_id, '👍' from chat_message where session_id = $1 and id % 5 = 0`,
      [session_id],
    );
    await db.query('update session set last_seq = $2 where id = $1', [session_id, messages + events]);
    await db.query('analyze');
  } finally {
    await db.end();
  }
}
