import { Attachment, type MessageCreate } from '@lectern/contract';
import { ApiError } from './api-error.ts';
import { answer, client, failure } from './client.ts';

const at = (id: number) => ({ params: { path: { id: String(id) } } });

/** After this long without an answer a message is taken for not arrived, and sent again with the same key. */
const POST_TIMEOUT = 15_000;
const PAGE = 50;

export const postMessage = (session_id: number, body: MessageCreate, key: string) =>
  answer(
    client.POST('/api/sessions/{id}/messages/', {
      body,
      params: { path: { id: String(session_id) }, header: { 'idempotency-key': key } },
      signal: AbortSignal.timeout(POST_TIMEOUT),
    }),
  );

/** The messages before one, or the latest of all, newest first. */
export const readOlderMessages = (session_id: number, before: number | null) =>
  answer(
    client.GET('/api/sessions/{id}/messages/', {
      params: {
        path: { id: String(session_id) },
        query: { direction: 'back', limit: String(PAGE), ...(before === null ? {} : { cursor: String(before) }) },
      },
    }),
  );

export const readMessage = (id: number) => answer(client.GET('/api/messages/{id}/', at(id)));

export const editMessage = (id: number, text: string) =>
  answer(client.PATCH('/api/messages/{id}/', { ...at(id), body: { text } }));

export const deleteMessage = (id: number) => answer(client.DELETE('/api/messages/{id}/', at(id)));

export const reactToMessage = (id: number, emoji: string, on: boolean) =>
  answer(client.POST('/api/messages/{id}/reactions/', { ...at(id), body: { emoji, on } }));

export const changeChat = (session_id: number, open: boolean) =>
  answer(client.PATCH('/api/sessions/{id}/chat/', { ...at(session_id), body: { open } }));

/** Where a file is downloaded from: the server sends it as a download, never as a page. */
export const attachmentAddress = (id: number) => `/api/attachments/${id}/`;

interface Upload {
  signal: AbortSignal;
  /** From 0 to 1. */
  onProgress: (part: number) => void;
}

/** Sends a file for a message to come. By XMLHttpRequest, because fetch does not tell how far it is. */
export function uploadAttachment(session_id: number, file: File, { signal, onProgress }: Upload): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const name = encodeURIComponent(file.name.toWellFormed());
    request.open('POST', `/api/sessions/${session_id}/attachments/?name=${name}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => total > 0 && onProgress(loaded / total);
    request.onerror = () => reject(new ApiError('unreachable'));
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    request.onload = () => {
      const body = parsed(request.responseText);
      const attachment = Attachment.safeParse(body);
      if (request.status === 201 && attachment.success) resolve(attachment.data);
      else reject(failure(body, request.status, request.getResponseHeader('retry-after')));
    };
    signal.addEventListener('abort', () => request.abort());
    if (signal.aborted) reject(new DOMException('', 'AbortError'));
    else request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
