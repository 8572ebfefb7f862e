import { Readable } from 'node:stream';
import { Attachment, AttachmentQuery, LARGEST_ATTACHMENT } from '@lectern/contract';
import { create as contentDisposition } from 'content-disposition';
import { limitPerAccount } from '#http/limit-per-account.ts';
import { Refusal } from '#http/refusal.ts';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, type Routes } from '#http/routes.ts';
import type { AttachmentService } from './attachment-service.ts';

const UPLOADS_PER_MINUTE = 30;
/** Far above what is accepted: the service counts, and says in its own words what is too much. */
const NEVER_READ = 1024 ** 3;

/** Uploading is its own scope: only here a body may be anything, and none of it is held in memory. */
export async function attachmentRoutes(app: Routes, attachments: AttachmentService): Promise<void> {
  const tags = ['chat'];
  const params = ByIdParams;
  const uploading = limitPerAccount(app, UPLOADS_PER_MINUTE);

  await app.register(async (scope: Routes) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.post(
      '/api/sessions/:id/attachments/',
      {
        bodyLimit: NEVER_READ,
        preHandler: uploading,
        schema: {
          tags,
          params,
          querystring: AttachmentQuery,
          consumes: ['application/octet-stream'],
          response: { 201: Attachment, ...failures },
        },
      },
      async (request, reply) => {
        const { body } = request;
        // Said at once where it is known at once; what is still on its way is dropped.
        if (Number(request.headers['content-length']) > LARGEST_ATTACHMENT) throw new Refusal('attachment_too_large');
        if (!(body instanceof Readable)) throw new Refusal('attachment_empty');
        const { name } = request.query;
        const attachment = await attachments.upload(actorOf(request), request.params.id, name, body);
        return reply.status(201).send(attachment);
      },
    );
  });

  app.get('/api/attachments/:id/', { schema: { tags, params } }, async (request, reply) => {
    const { attachment, bytes } = await attachments.download(actorOf(request), request.params.id);
    // A download and never a page of ours, whatever is in it.
    return reply
      .header('content-type', attachment.media_type)
      .header('content-length', attachment.size)
      .header('content-disposition', contentDisposition(attachment.name))
      .header('content-security-policy', "sandbox; default-src 'none'")
      .send(bytes);
  });
}
