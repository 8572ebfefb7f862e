import type { Readable } from 'node:stream';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyReply } from 'fastify';
import type { BoardFileRow } from './file-store.ts';

/** Answers with a picture of the board. What is behind an id never changes. */
export function sendPicture(reply: FastifyReply, { row, bytes }: { row: BoardFileRow; bytes: Readable }): FastifyReply {
  return (
    reply
      .header('content-type', row.media_type)
      .header('content-length', row.size)
      .header('content-disposition', contentDisposition(row.name, { type: 'inline' }))
      // Opened by itself it is a picture and never a page of ours, whatever is in it.
      .header('content-security-policy', "sandbox; default-src 'none'")
      .header('cross-origin-resource-policy', 'same-origin')
      .header('cache-control', 'private, max-age=31536000, immutable')
      // Whoever signs in next in the same browser has to be asked about first.
      .header('vary', 'cookie')
      .send(bytes)
  );
}
