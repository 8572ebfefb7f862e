import '#i18n/add-failure-texts.ts';
import type { Clip } from '@lectern/contract';
import { ApiError } from './api-error.ts';
import { answer, client, failure } from './client.ts';

const at = (id: number) => ({ params: { path: { id: String(id) } } });

export const fetchReplay = (id: number) => answer(client.GET('/api/recordings/{id}/replay/', at(id)));
/** Where a player finds the media of a clip. */
export const clipAddress = (recording_id: number, clip: Clip) => `/api/recordings/${recording_id}/clips/${clip.id}/`;

/** Where the captions of a recording are. */
export const captionsAddress = (recording_id: number, id: number) => `/api/recordings/${recording_id}/captions/${id}/`;

/** What was drawn on a page of the board. */
export async function fetchBoardTrack(recording_id: number, page_id: number): Promise<Uint8Array> {
  return new Uint8Array(await (await fetchBytes(`/api/recordings/${recording_id}/board/${page_id}/`)).arrayBuffer());
}

/** A picture on the board of a recording. */
export async function fetchRecordedPicture(recording_id: number, file_id: string): Promise<Blob> {
  return (await fetchBytes(`/api/recordings/${recording_id}/board/files/${file_id}/`)).blob();
}

async function fetchBytes(url: string): Promise<Response> {
  const response = await fetch(url).catch(() => {
    throw new ApiError('unreachable');
  });
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => null);
  throw failure(body, response.status, response.headers.get('retry-after'));
}
