import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openRoom } from '../load/people.ts';
import type { Site } from '../load/site.ts';
import type { MadeClip } from './clips.ts';

export interface Recorded {
  recording_id: number;
  /** Of the host. */
  cookie: string;
}

/** Writes a recording that is ready straight into the tables and the folder, as recorder and finishing leave it. */
export async function writeRecording(
  site: Site,
  folder: string,
  seconds: number,
  people: readonly (readonly MadeClip[])[],
): Promise<Recorded> {
  const { session_id, cookies } = await openRoom(site, people.length);
  const db = await site.connectDatabase();
  try {
    const { rows: found } = await db.query<{ id: number }>(
      `insert into recording (session_id, state, stopped, requested_at, started_at, ended_at, duration_ms, size)
       select $1, 'ready', 'host', now(), now(), now() + $2::int * interval '1 second', $2::int * 1000, 0 returning id`,
      [session_id, seconds],
    );
    const recording_id = found[0]?.id ?? 0;
    await db.query(
      `insert into session_event (session_id, seq, at, type, actor_id, audience, data)
       select $1, row_number() over (order by p.id), now() - interval '1 minute', 'participant.joined', a.id, 'everyone',
         jsonb_build_object('participant', jsonb_build_object('id', p.id, 'joined_at', '2026-01-01T00:00:00.000Z',
           'audio_enabled', true, 'video_enabled', true, 'screen_enabled', false,
           'user', jsonb_build_object('id', a.id, 'username', a.username, 'first_name', a.first_name, 'last_name', a.last_name)))
       from live_session_participant p join account a on a.id = p.account_id where p.session_id = $1`,
      [session_id],
    );
    await db.query(
      `insert into session_event (session_id, seq, at, type, actor_id, audience, data)
       select $1, $3::int + n, now() + (n - 1) * $4::int * interval '1 second',
         case n when 1 then 'recording.started' else 'recording.stopped' end, null, 'everyone',
         jsonb_build_object('recording_id', $2::int) || case n when 1 then '{}'::jsonb else '{"reason": "host"}' end
       from generate_series(1, 2) n`,
      [session_id, recording_id, people.length, seconds],
    );
    // It is over: composing does not have to make way for it.
    await db.query(`update session set last_seq = $2, status = 'completed', ended_at = now() where id = $1`, [
      session_id,
      people.length + 2,
    ]);
    const { rows: accounts } = await db.query<{ account_id: number }>(
      'select account_id from live_session_participant where session_id = $1 order by id',
      [session_id],
    );
    const take = join(folder, String(recording_id), 'take-1');
    await mkdir(take, { recursive: true });
    let count = 0;
    for (const [index, clips] of people.entries()) {
      for (const { source, file, size, width, height } of clips) {
        count += 1;
        await copyFile(file, join(take, `${count}.webm`));
        await db.query(
          `insert into recording_clip (recording_id, account_id, source, media_type, file, from_ms, to_ms, width, height, size)
           values ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9)`,
          [
            recording_id,
            accounts[index]?.account_id,
            source,
            source === 'microphone' ? 'audio/webm' : 'video/webm',
            `take-1/${count}.webm`,
            seconds * 1_000,
            width,
            height,
            size,
          ],
        );
      }
    }
    return { recording_id, cookie: cookies[0] ?? '' };
  } finally {
    await db.end();
  }
}
