import { Session, SessionCreate, SessionEdit, SessionListQuery, SessionPage } from '@lectern/contract';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, IdempotencyHeaders, type Routes } from '#http/routes.ts';
import type { SessionsService } from './service.ts';

export function sessionRoutes(app: Routes, sessions: SessionsService): void {
  const tags = ['sessions'];
  const response = { 200: Session, ...failures };

  app.get(
    '/api/sessions/',
    { schema: { tags, querystring: SessionListQuery, response: { 200: SessionPage, ...failures } } },
    (request) => sessions.list(actorOf(request), request.query),
  );
  app.post(
    '/api/sessions/',
    { schema: { tags, body: SessionCreate, headers: IdempotencyHeaders, response: { 201: Session, ...failures } } },
    async (request, reply) => {
      const key = request.headers['idempotency-key'] ?? null;
      return reply.status(201).send(await sessions.create(actorOf(request), request.body, key));
    },
  );
  app.get('/api/sessions/:id/', { schema: { tags, params: ByIdParams, response } }, (request) =>
    sessions.get(actorOf(request), request.params.id),
  );
  app.patch('/api/sessions/:id/', { schema: { tags, params: ByIdParams, body: SessionEdit, response } }, (request) =>
    sessions.edit(actorOf(request), request.params.id, request.body),
  );
  for (const command of ['cancel', 'approve', 'reject'] as const) {
    app.post(`/api/sessions/:id/${command}/`, { schema: { tags, params: ByIdParams, response } }, (request) =>
      sessions[command](actorOf(request), request.params.id),
    );
  }
}
