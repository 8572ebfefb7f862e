import type { ConsentChange, DownloadKind, RecordingEdit } from '@lectern/contract';
import type { z } from 'zod';
import { answer, client, done } from './client.ts';

const at = (id: number) => ({ params: { path: { id: String(id) } } });

export const startRecording = (id: number) => answer(client.POST('/api/sessions/{id}/recording/start/', at(id)));
export const pauseRecording = (id: number) => answer(client.POST('/api/sessions/{id}/recording/pause/', at(id)));
export const resumeRecording = (id: number) => answer(client.POST('/api/sessions/{id}/recording/resume/', at(id)));
export const stopRecording = (id: number) => done(client.POST('/api/sessions/{id}/recording/stop/', at(id)));
export const markRecording = (id: number, label: string) =>
  done(client.POST('/api/sessions/{id}/recording/markers/', { ...at(id), body: { label } }));
export const chooseConsent = (id: number, body: ConsentChange) =>
  answer(client.PUT('/api/sessions/{id}/consent/', { ...at(id), body }));

export const listSessionRecordings = (id: number) => answer(client.GET('/api/sessions/{id}/recordings/', at(id)));

export function listRecordings(cursor: string | undefined, signal: AbortSignal) {
  const query = cursor === undefined ? {} : { cursor };
  return answer(client.GET('/api/recordings/', { params: { query }, signal }));
}

export const readRecording = (id: number) => answer(client.GET('/api/recordings/{id}/', at(id)));

export type RecordingChange = z.input<typeof RecordingEdit>;

export const editRecording = (id: number, body: RecordingChange) => done(send(`${id}/`, 'PATCH', body));
export const deleteRecording = (id: number) => done(send(`${id}/`, 'DELETE'));
export const retryRecording = (id: number) => done(send(`${id}/retry/`, 'POST'));

async function send(path: string, method: string, body?: RecordingChange) {
  const response = await fetch(`/api/recordings/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const error: unknown = response.ok ? undefined : await response.json().catch(() => undefined);
  return { response, error };
}

export const readDownloads = (id: number) => answer(client.GET('/api/recordings/{id}/downloads/', at(id)));
export const askForDownload = (id: number, kind: DownloadKind) =>
  answer(client.POST('/api/recordings/{id}/downloads/{kind}/', { params: { path: { id: String(id), kind } } }));
