import type { ClipSource, EventData, EventType } from '@lectern/contract';
import { appendEvent } from '#events/store.ts';
import { createKeptRecordings, type KeptRecordings } from '#recordings/kept-recordings.ts';
import type { TestApp, TestClass } from './test-app.ts';

/** A session that was recorded and is ready to be watched, written as recorder, log and finishing leave it. */
export interface RecordedClass extends TestClass {
  recording_id: number;
  kept: KeptRecordings;
  /** Writes an event of the session as of `seconds` after the recording began. */
  event<T extends EventType>(seconds: number, type: T, data: EventData<T>): Promise<void>;
  /** Writes a clip's row, and its file. Times are recorded seconds. */
  clip(account_id: number, source: ClipSource, from: number, to: number, bytes: Uint8Array): Promise<number>;
}

/** Captured for a minute, paused for one, and captured for another one: two minutes in all. */
export async function newRecordedClass(t: TestApp, { learners = 2 } = {}): Promise<RecordedClass> {
  const room = await t.newClass({ learners });
  await t.request(room.creator, 'POST', `/api/sessions/${room.id}/start/`);
  for (const learner of room.learners) await t.request(learner, 'POST', `/api/sessions/${room.id}/join_live/`);
  t.clock.forward(10_000);
  const began = t.clock.now.getTime();
  const at = (seconds: number) => new Date(began + seconds * 1_000);
  const { rows } = await t.db.orm.execute<{ id: number }>(`
    insert into recording (session_id, state, stopped, requested_at, started_at, ended_at, duration_ms, size)
    values (${room.id}, 'ready', 'host', '${at(0).toISOString()}', '${at(0).toISOString()}', '${at(180).toISOString()}',
      120000, 0) returning id`);
  const recording_id = rows[0]?.id ?? 0;
  const kept = createKeptRecordings({ folder: t.recordingsDir, bucket: null });

  const event: RecordedClass['event'] = (seconds, type, data) =>
    t.db.orm.transaction((tx) =>
      appendEvent(tx, {
        session_id: room.id,
        at: at(seconds),
        actor_id: room.creator.id,
        type,
        data,
        audience: { to: 'everyone' },
      }),
    );
  let clips = 0;
  async function clip(account_id: number, source: ClipSource, from: number, to: number, bytes: Uint8Array) {
    clips += 1;
    const file = `take-1/${clips}.webm`;
    await kept.write({ kept_in: 'folder', recording_id, file }, bytes);
    const sounds = source === 'microphone' || source === 'screen_audio';
    const { rows: written } = await t.db.orm.execute<{ id: number }>(`
      insert into recording_clip (recording_id, account_id, source, media_type, file, from_ms, to_ms, size)
      values (${recording_id}, ${account_id}, '${source}', '${sounds ? 'audio' : 'video'}/webm', '${file}',
        ${from * 1_000}, ${to * 1_000}, ${bytes.length}) returning id`);
    return written[0]?.id ?? 0;
  }

  await event(0, 'recording.started', { recording_id });
  await event(60, 'recording.paused', { recording_id });
  await event(120, 'recording.resumed', { recording_id });
  await event(180, 'recording.stopped', { recording_id, reason: 'host' });
  return { ...room, recording_id, kept, event, clip };
}
