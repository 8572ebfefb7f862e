import { Booking, BookingCreate, BookingPage, IdParam, PageQuery } from '@lectern/contract';
import { z } from 'zod';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, IdempotencyHeaders, type Routes } from '#http/routes.ts';
import type { BookingsService } from './service.ts';

const BookingListQuery = z.object({ limit: PageQuery.limit, cursor: IdParam.optional() });

export function bookingRoutes(app: Routes, bookings: BookingsService): void {
  const tags = ['bookings'];

  app.post(
    '/api/sessions/:id/bookings/',
    {
      schema: {
        tags,
        params: ByIdParams,
        body: z.preprocess((body) => body ?? {}, BookingCreate),
        headers: IdempotencyHeaders,
        response: { 201: Booking, ...failures },
      },
    },
    async (request, reply) => {
      const key = request.headers['idempotency-key'] ?? null;
      const { message } = request.body;
      return reply.status(201).send(await bookings.request(actorOf(request), request.params.id, message, key));
    },
  );
  app.get(
    '/api/sessions/:id/bookings/',
    {
      schema: { tags, params: ByIdParams, querystring: BookingListQuery, response: { 200: BookingPage, ...failures } },
    },
    (request) => {
      const { limit, cursor = null } = request.query;
      return bookings.list(actorOf(request), request.params.id, { limit, after: cursor });
    },
  );
  for (const command of ['approve', 'reject', 'withdraw'] as const) {
    app.post(
      `/api/bookings/:id/${command}/`,
      { schema: { tags, params: ByIdParams, response: { 200: Booking, ...failures } } },
      (request) => bookings[command](actorOf(request), request.params.id),
    );
  }
}
