import { IdParam, Replay } from '@lectern/contract';
import { z } from 'zod';
import { sendPicture } from '#board/send-picture.ts';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, type Routes } from '#http/routes.ts';
import type { KeptRecordings } from '#recordings/kept-recordings.ts';
import { upToPart } from './part-of-clip.ts';
import type { ReplayService } from './service.ts';

const ClipParams = ByIdParams.extend({ clip_id: IdParam });
const PageParams = ByIdParams.extend({ page_id: IdParam });
const PictureParams = ByIdParams.extend({ file_id: z.uuid() });

export function replayRoutes(app: Routes, replay: ReplayService, kept: KeptRecordings): void {
  const tags = ['recordings'];

  app.get(
    '/api/recordings/:id/replay/',
    { schema: { tags, params: ByIdParams, response: { 200: Replay, ...failures } } },
    (request) => replay.get(actorOf(request), request.params.id),
  );
  app.get('/api/recordings/:id/clips/:clip_id/', { schema: { tags, params: ClipParams } }, async (request, reply) => {
    const { at, media_type } = await replay.clip(actorOf(request), request.params.id, request.params.clip_id);
    request.headers.range = upToPart(request.headers.range);
    return kept.send(request, reply, at, { media_type });
  });
  app.get('/api/recordings/:id/board/:page_id/', { schema: { tags, params: PageParams } }, async (request, reply) => {
    const at = await replay.page(actorOf(request), request.params.id, request.params.page_id);
    return kept.send(request, reply, at, { media_type: 'application/octet-stream' });
  });
  app.get(
    '/api/recordings/:id/board/files/:file_id/',
    { schema: { tags, params: PictureParams } },
    async (request, reply) => {
      const found = await replay.picture(actorOf(request), request.params.id, request.params.file_id);
      return sendPicture(reply, found);
    },
  );
}
