import { EventsAnswer, RoomQuery, SessionView } from '@lectern/contract';
import { z } from 'zod';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, type Routes } from '#http/routes.ts';
import type { ViewService } from './view-service.ts';

const EventsQuery = z.object({
  after: z
    .string()
    .regex(/^\d{1,9}$/, 'must be the number of an event')
    .transform(Number)
    .default(0),
});

export function viewRoutes(app: Routes, views: ViewService): void {
  const tags = ['live'];
  app.get(
    '/api/sessions/:id/view/',
    { schema: { tags, params: ByIdParams, querystring: RoomQuery, response: { 200: SessionView, ...failures } } },
    (request) => views.view(actorOf(request), request.params.id, request.query.breakout_id),
  );
  app.get(
    '/api/sessions/:id/events/',
    { schema: { tags, params: ByIdParams, querystring: EventsQuery, response: { 200: EventsAnswer, ...failures } } },
    (request) => views.events(actorOf(request), request.params.id, request.query.after),
  );
}
