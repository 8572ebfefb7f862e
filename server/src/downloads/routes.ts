import { Download, DownloadKind, Downloads, IdParam } from '@lectern/contract';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { limitPerAccount } from '#http/limit-per-account.ts';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, type Routes } from '#http/routes.ts';
import type { KeptRecordings } from '#recordings/kept-recordings.ts';
import type { DownloadsService, FileToSend } from './service.ts';

/** Making a file is hours of work for the machine, and asking again after a failure is one click. */
const ASKED_PER_MINUTE = 20;

const KindParams = ByIdParams.extend({ kind: DownloadKind });
const ClipParams = ByIdParams.extend({ clip_id: IdParam });

export function downloadRoutes(app: Routes, downloads: DownloadsService, kept: Pick<KeptRecordings, 'send'>): void {
  const tags = ['recordings'];
  const params = ByIdParams;
  const asking = limitPerAccount(app, ASKED_PER_MINUTE);
  const send = async (request: FastifyRequest, reply: FastifyReply, file: FileToSend) =>
    kept.send(request, reply, file.at, file.as);

  app.get('/api/recordings/:id/poster/', { schema: { tags, params } }, async (request, reply) =>
    send(request, reply, await downloads.poster(actorOf(request), request.params.id)),
  );
  app.get(
    '/api/recordings/:id/downloads/',
    { schema: { tags, params, response: { 200: Downloads, ...failures } } },
    (request) => downloads.list(actorOf(request), request.params.id),
  );
  app.post(
    '/api/recordings/:id/downloads/:kind/',
    { preHandler: asking, schema: { tags, params: KindParams, response: { 202: Download, ...failures } } },
    async (request, reply) => {
      const { id, kind } = request.params;
      return reply.status(202).send(await downloads.ask(actorOf(request), id, kind));
    },
  );
  app.get('/api/recordings/:id/downloads/:kind/', { schema: { tags, params: KindParams } }, async (request, reply) =>
    send(request, reply, await downloads.file(actorOf(request), request.params.id, request.params.kind)),
  );
  app.get('/api/recordings/:id/tracks/:clip_id/', { schema: { tags, params: ClipParams } }, async (request, reply) =>
    send(request, reply, await downloads.track(actorOf(request), request.params.id, request.params.clip_id)),
  );
  app.get('/api/recordings/:id/chat.txt', { schema: { tags, params } }, async (request, reply) => {
    const { text, save_as } = await downloads.chat(actorOf(request), request.params.id);
    return reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('content-disposition', contentDisposition(save_as))
      .send(text);
  });
  app.get('/api/recordings/:id/attendance.csv', { schema: { tags, params } }, async (request, reply) => {
    const { csv, save_as } = await downloads.attendance(actorOf(request), request.params.id);
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', contentDisposition(save_as))
      .send(csv);
  });
}
