import {
  Recording,
  RecordingDeleted,
  RecordingEdit,
  RecordingListQuery,
  RecordingPage,
  SessionRecordings,
} from '@lectern/contract';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, type Routes } from '#http/routes.ts';
import type { RecordingLists } from './list-service.ts';
import type { RecordingManagement } from './manage-service.ts';

export function recordingListRoutes(app: Routes, lists: RecordingLists, management: RecordingManagement): void {
  const tags = ['recordings'];
  const params = ByIdParams;
  const response = { 200: Recording, ...failures };

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
  app.patch('/api/recordings/:id/', { schema: { tags, params, body: RecordingEdit, response } }, (request) =>
    management.edit(actorOf(request), request.params.id, request.body),
  );
  app.delete(
    '/api/recordings/:id/',
    { schema: { tags, params, response: { 200: RecordingDeleted, ...failures } } },
    async (request) => {
      await management.remove(actorOf(request), request.params.id);
      return { message: 'Recording deleted' as const };
    },
  );
  app.post('/api/recordings/:id/retry/', { schema: { tags, params, response } }, (request) =>
    management.retry(actorOf(request), request.params.id),
  );
  app.get('/api/recordings/:id/', { schema: { tags, params, response } }, (request) =>
    lists.get(actorOf(request), request.params.id),
  );
}
