import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#http/refusal.ts';
import { type ByteRange, wantedOf } from './byte-range.ts';

/** A file that is there. What a name stands for never changes without its size, so that a tag can be made of both. */
export interface SentFile {
  name: string;
  size: number;
  read(range: ByteRange | null): Promise<Readable>;
}

export interface SentAs {
  media_type: string;
  /** The name to save it under; without one it is shown where it is asked for. */
  save_as?: string;
}

/**
 * Answers with a file or a part of it, so that players can go anywhere in it and a broken download can go on, from
 * whichever place it comes. Whoever asks is asked who they are each time: a browser keeps it, and has to ask whether it
 * still may.
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: SentFile | null,
  { media_type, save_as }: SentAs,
): Promise<FastifyReply> {
  if (!file) throw new Refusal('not_found');
  const { name, size } = file;
  const etag = `"${createHash('sha256').update(`${name} ${size}`).digest('base64url').slice(0, 22)}"`;
  reply.headers({
    'accept-ranges': 'bytes',
    etag,
    'cache-control': 'private, no-cache',
    vary: 'cookie',
    'cross-origin-resource-policy': 'same-origin',
    // Opened by itself it is media and never a page of ours, whatever is in it.
    'content-security-policy':
      "sandbox; default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'",
    'content-disposition': contentDisposition(save_as, { type: save_as === undefined ? 'inline' : 'attachment' }),
  });
  const wanted = wantedOf(request.headers, { size, etag });
  switch (wanted.kind) {
    case 'unchanged':
      return reply.status(304).send();
    case 'not_satisfiable':
      return reply.status(416).header('content-range', `bytes */${size}`).send();
    case 'part': {
      const { first, last } = wanted.range;
      reply.status(206).header('content-range', `bytes ${first}-${last}/${size}`);
      return body(last - first + 1, wanted.range);
    }
    case 'whole':
      return body(size, null);
    default:
      return wanted satisfies never;
  }

  async function body(length: number, range: ByteRange | null): Promise<FastifyReply> {
    reply.header('content-type', media_type).header('content-length', length);
    // For a HEAD nothing is read: the answer is its headers.
    const nothing = request.method === 'HEAD' || length === 0;
    return reply.send(nothing || !file ? Readable.from([]) : await file.read(range));
  }
}
