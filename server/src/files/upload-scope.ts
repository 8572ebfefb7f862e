import { Readable } from 'node:stream';
import type { ErrorCode } from '@lectern/contract';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#http/refusal.ts';
import type { Routes } from '#http/routes.ts';

/** Far above what is accepted: who keeps the file counts, and says in its own words what is too much. */
export const UPLOAD_BODY_LIMIT = 1024 ** 3;

/** A scope for routes that take files: only here a body may be anything, and none of it is held in memory. */
export async function uploadScope(app: Routes, add: (scope: Routes) => void): Promise<void> {
  await app.register(async (scope: Routes) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    add(scope);
  });
}

/** The bytes that come. What is too much is said at once where it is known at once; what is still on its way is dropped. */
export function bytesOf(
  { body, headers }: Pick<FastifyRequest, 'body' | 'headers'>,
  { largest, refusals }: { largest: number; refusals: { empty: ErrorCode; too_large: ErrorCode } },
): Readable {
  if (Number(headers['content-length']) > largest) throw new Refusal(refusals.too_large);
  if (!(body instanceof Readable)) throw new Refusal(refusals.empty);
  return body;
}
