import type { ConsentChange, DownloadKind } from '@lectern/contract';
import { answer, client, done } from './client.ts';
import type { paths } from './schema.d.ts';

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

type Path = paths['/api/recordings/{id}/'];
export type RecordingChange = NonNullable<Path['patch']['requestBody']>['content']['application/json'];

export const editRecording = (id: number, body: RecordingChange) =>
  answer(client.PATCH('/api/recordings/{id}/', { ...at(id), body }));
export const deleteRecording = (id: number) => done(client.DELETE('/api/recordings/{id}/', at(id)));
export const retryRecording = (id: number) => answer(client.POST('/api/recordings/{id}/retry/', at(id)));

export const readDownloads = (id: number) => answer(client.GET('/api/recordings/{id}/downloads/', at(id)));
export const askForDownload = (id: number, kind: DownloadKind) =>
  answer(client.POST('/api/recordings/{id}/downloads/{kind}/', { params: { path: { id: String(id), kind } } }));
