import { BoardFile, BoardFileQuery } from '@lectern/contract';
import { z } from 'zod';
import { bytesOf, UPLOAD_BODY_LIMIT, uploadScope } from '#files/upload-scope.ts';
import { limitPerAccount } from '#http/limit-per-account.ts';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, type Routes } from '#http/routes.ts';
import { boardFileRules } from './file-rules.ts';
import type { BoardFilesService } from './file-service.ts';
import { sendPicture } from './send-picture.ts';

/** Enough for every page of a PDF of a hundred. */
const UPLOADS_PER_MINUTE = 150;

const FileParams = ByIdParams.extend({ file_id: z.uuid() });

export async function boardFileRoutes(app: Routes, files: BoardFilesService): Promise<void> {
  const tags = ['board'];
  const uploading = limitPerAccount(app, UPLOADS_PER_MINUTE);

  await uploadScope(app, (scope) => {
    scope.post(
      '/api/sessions/:id/board/files/',
      {
        bodyLimit: UPLOAD_BODY_LIMIT,
        preHandler: uploading,
        schema: {
          tags,
          params: ByIdParams,
          querystring: BoardFileQuery,
          consumes: ['application/octet-stream'],
          response: { 201: BoardFile, ...failures },
        },
      },
      async (request, reply) => {
        const bytes = bytesOf(request, boardFileRules);
        const file = await files.upload(actorOf(request), request.params.id, request.query.name, bytes);
        return reply.status(201).send(file);
      },
    );
  });

  app.get(
    '/api/sessions/:id/board/files/:file_id/',
    { schema: { tags, params: FileParams } },
    async (request, reply) => {
      return sendPicture(reply, await files.read(actorOf(request), request.params.id, request.params.file_id));
    },
  );
}
