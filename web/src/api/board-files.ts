import { ApiError } from './api-error.ts';
import { failure } from './client.ts';

/** The bytes of a picture on the board, which only the session's people get. */
export async function fetchBoardFile(session_id: number, file_id: string): Promise<Blob> {
  const answer = await fetch(`/api/sessions/${session_id}/board/files/${file_id}/`).catch(() => {
    throw new ApiError('unreachable');
  });
  if (answer.ok) return answer.blob();
  const body: unknown = await answer.json().catch(() => null);
  throw failure(body, answer.status, answer.headers.get('retry-after'));
}
