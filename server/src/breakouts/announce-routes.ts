import { Announce, Announced, BreakoutBring, BreakoutBrought } from '@lectern/contract';
import type { AnnouncingService } from '#chat/announcing.ts';
import { limitPerAccount } from '#http/limit-per-account.ts';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, IdempotencyHeaders, type Routes } from '#http/routes.ts';
import type { BringService } from './bring-service.ts';

const ANNOUNCEMENTS_PER_MINUTE = 60;
const BRINGINGS_PER_MINUTE = 120;

/** What hosts send to breakouts, and bring back from them. */
export function announceRoutes(app: Routes, { announce }: AnnouncingService, { bring }: BringService): void {
  const tags = ['breakouts'];
  const params = ByIdParams;

  app.post(
    '/api/sessions/:id/announce/',
    {
      preHandler: limitPerAccount(app, ANNOUNCEMENTS_PER_MINUTE),
      schema: {
        tags,
        params,
        body: Announce,
        headers: IdempotencyHeaders,
        response: { 201: Announced, ...failures },
      },
    },
    async (request, reply) => {
      const key = request.headers['idempotency-key'] ?? null;
      return reply.status(201).send(await announce(actorOf(request), request.params.id, request.body, key));
    },
  );
  app.post(
    '/api/sessions/:id/bring_breakout/',
    {
      preHandler: limitPerAccount(app, BRINGINGS_PER_MINUTE),
      schema: { tags, params, body: BreakoutBring, response: { 200: BreakoutBrought, ...failures } },
    },
    (request) => bring(actorOf(request), request.params.id, request.body),
  );
}
