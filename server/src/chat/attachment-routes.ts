import { Attachment, AttachmentQuery } from '@lectern/contract';
import { create as contentDisposition } from 'content-disposition';
import { bytesOf, UPLOAD_BODY_LIMIT, uploadScope } from '#files/upload-scope.ts';
import { limitPerAccount } from '#http/limit-per-account.ts';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, type Routes } from '#http/routes.ts';
import { attachmentRules } from './attachment-rules.ts';
import type { AttachmentService } from './attachment-service.ts';

const UPLOADS_PER_MINUTE = 30;

export async function attachmentRoutes(app: Routes, attachments: AttachmentService): Promise<void> {
  const tags = ['chat'];
  const params = ByIdParams;
  const uploading = limitPerAccount(app, UPLOADS_PER_MINUTE);

  await uploadScope(app, (scope) => {
    scope.post(
      '/api/sessions/:id/attachments/',
      {
        bodyLimit: UPLOAD_BODY_LIMIT,
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
        const bytes = bytesOf(request, attachmentRules);
        const attachment = await attachments.upload(actorOf(request), request.params.id, request.query.name, bytes);
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
