import { Recording, RecordingListQuery, RecordingPage, SessionRecordings } from '@lectern/contract';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, type Routes } from '#http/routes.ts';
import type { RecordingLists } from './list-service.ts';

export function recordingListRoutes(app: Routes, lists: RecordingLists): void {
  const tags = ['recordings'];
  const params = ByIdParams;

  app.get(
    '/api/recordings/',
    { schema: { tags, querystring: RecordingListQuery, response: { 200: RecordingPage, ...failures } } },
    (request) => lists.list(actorOf(request), request.query),
  );
  app.get(
    '/api/sessions/:id/recordings/',
    { schema: { tags, params, response: { 200: SessionRecordings, ...failures } } },
    async (request) => ({ items: await lists.listOf(actorOf(request), request.params.id) }),
  );
  app.get('/api/recordings/:id/', { schema: { tags, params, response: { 200: Recording, ...failures } } }, (request) =>
    lists.get(actorOf(request), request.params.id),
  );
}
