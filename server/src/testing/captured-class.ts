import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Recording, SessionView } from '@lectern/contract';
import { expect } from 'vitest';
import { readManifest } from '#recorder/manifest.ts';
import { startWorker, type Worker } from '#worker.ts';
import type { PublishedTrack } from './media-publisher.ts';
import { clipsOf, livekitKeys, openRecordedRoom } from './recorded-room.ts';
import { buildTestApp, type Person } from './test-app.ts';

export type CapturedClass = Awaited<ReturnType<typeof openCapturedClass>>;

/** A whole app with a worker and a LiveKit, and a class of two that is recorded by a real recorder process. */
export async function openCapturedClass() {
  const t = await buildTestApp({ realClock: true });
  const { id, creator, learners } = await t.newClass({ learners: 1 });
  const people = [creator, ...learners];
  const room = await openRecordedRoom(id);
  let worker: Worker | null = null;

  async function command(name: string, person = creator): Promise<void> {
    const answer = await t.request(person, 'POST', `/api/sessions/${id}/${name}/`);
    expect(answer.statusCode, answer.body).toBeLessThan(300);
  }

  async function latest(): Promise<Recording> {
    const answer = await t.request(creator, 'GET', `/api/sessions/${id}/recordings/`);
    return Recording.parse(answer.json().items[0]);
  }

  const folder = async () => path.join(t.recordingsDir, String((await latest()).id));

  async function stopWorker(): Promise<void> {
    const stopped = worker;
    worker = null;
    await stopped?.stop();
  }

  async function ask(person: Person, method: 'GET' | 'POST' | 'PATCH', url: string, body?: object): Promise<unknown> {
    const answer = await t.request(person, method, `/api/sessions/${id}/${url}/`, body);
    expect(answer.statusCode, answer.body).toBeLessThan(300);
    return answer.json();
  }

  return {
    session_id: id,
    creator,
    learner: learners[0] ?? creator,
    ask,
    request: t.request,
    publish: room.publish,
    recordingsDir: t.recordingsDir,
    db: t.db,
    command,
    latest,
    folder,
    stopWorker,

    /** Both send, both have agreed, and the host has pressed Record. */
    async begin(tracks: PublishedTrack[], more: { startAt?: number; clockFast?: number } = {}): Promise<void> {
      const livekit = { url: room.livekit.url, ...livekitKeys };
      const recordings = { folder: t.recordingsDir, bucket: null, ffmpeg: '/none', atOnce: 2 };
      const settings = { databaseUrl: t.databaseUrl, livekit, recordings, logLevel: 'silent' };
      worker = await startWorker({ settings, onError: () => undefined });
      await command('start');
      for (const person of people) {
        // Who starts is in.
        if (person !== creator) await command('join_live', person);
        await t.request(person, 'PUT', `/api/sessions/${id}/consent/`, { choice: 'recorded' });
        await room.publish(person.id, tracks, more);
      }
      await command('recording/start');
    },

    async phase() {
      const answer = await t.request(creator, 'GET', `/api/sessions/${id}/view/`);
      return SessionView.parse(answer.json()).recording?.phase ?? null;
    },

    manifest: async (take: number) => readManifest(await folder(), take),
    clips: async (take: number) => clipsOf(await readManifest(await folder(), take), await folder()),

    async recorderPid(take: number): Promise<number> {
      const [host = ''] = await readdir(path.join(t.recordingsDir, 'running'));
      const notes = await readdir(path.join(t.recordingsDir, 'running', host));
      const note = notes.find((name) => name.includes(`-${take}`)) ?? notes[0] ?? '';
      return JSON.parse(await readFile(path.join(t.recordingsDir, 'running', host, note), 'utf8')).recorder.pid;
    },

    async close() {
      await stopWorker();
      await room.close();
      await t.close();
    },
  };
}
