import '#i18n/add-failure-texts.ts';
import { BoardFile } from '@lectern/contract';
import { ApiError } from './api-error.ts';
import { failure } from './client.ts';
import { nameParameter, type Sending, sendBytes } from './send-bytes.ts';

/** The bytes of a picture on the board, which only the session's people get. */
export async function fetchBoardFile(session_id: number, file_id: string): Promise<Blob> {
  const answer = await fetch(`/api/sessions/${session_id}/board/files/${file_id}/`).catch(() => {
    throw new ApiError('unreachable');
  });
  if (answer.ok) return answer.blob();
  const body: unknown = await answer.json().catch(() => null);
  throw failure(body, answer.status, answer.headers.get('retry-after'));
}

/** Sends a picture for the board; what it is, the server looks at. */
export const uploadBoardFile = (session_id: number, name: string, bytes: Blob, how: Sending): Promise<BoardFile> =>
  sendBytes(`/api/sessions/${session_id}/board/files/?name=${nameParameter(name)}`, bytes, BoardFile, how);
