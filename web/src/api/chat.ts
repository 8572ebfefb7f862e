import { Attachment, type MessageCreate } from '@lectern/contract';
import { answer, client } from './client.ts';
import { nameParameter, type Sending, sendBytes } from './send-bytes.ts';

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

/** The messages of a room, or with null of the main room, before one, or the latest of all; newest first. */
export const readOlderMessages = (session_id: number, before: number | null, breakout_id: number | null) =>
  answer(
    client.GET('/api/sessions/{id}/messages/', {
      params: {
        path: { id: String(session_id) },
        query: {
          direction: 'back',
          limit: String(PAGE),
          ...(before === null ? {} : { cursor: String(before) }),
          ...(breakout_id === null ? {} : { breakout_id: String(breakout_id) }),
        },
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

/** Sends a file for a message to come. */
export const uploadAttachment = (session_id: number, file: File, how: Sending): Promise<Attachment> =>
  sendBytes(`/api/sessions/${session_id}/attachments/?name=${nameParameter(file.name)}`, file, Attachment, how);
