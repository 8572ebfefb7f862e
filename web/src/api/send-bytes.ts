import '#i18n/add-failure-texts.ts';
import type { z } from 'zod';
import { ApiError } from './api-error.ts';
import { failure } from './client.ts';

export interface Sending {
  signal: AbortSignal;
  /** From 0 to 1. */
  onProgress: (part: number) => void;
}

/** Sends the bytes of a file as they are. By XMLHttpRequest, because fetch does not tell how far it is. */
export function sendBytes<Answer>(
  address: string,
  bytes: Blob,
  schema: z.ZodType<Answer>,
  { signal, onProgress }: Sending,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => total > 0 && onProgress(loaded / total);
    request.onerror = () => reject(new ApiError('unreachable'));
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    request.onload = () => {
      const body = parsed(request.responseText);
      const answer = schema.safeParse(body);
      if (request.status === 201 && answer.success) resolve(answer.data);
      else reject(failure(body, request.status, request.getResponseHeader('retry-after')));
    };
    signal.addEventListener('abort', () => request.abort());
    if (signal.aborted) reject(new DOMException('', 'AbortError'));
    else request.send(bytes);
  });
}

/** As the name of a file goes into an address. */
export const nameParameter = (name: string) => encodeURIComponent(name.toWellFormed());

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
