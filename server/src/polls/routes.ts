import { Poll, PollCreate, PollList, PollVote } from '@lectern/contract';
import { limitPerAccount } from '#http/limit-per-account.ts';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, IdempotencyHeaders, type Routes } from '#http/routes.ts';
import type { PollsService } from './service.ts';

const VOTES_PER_MINUTE = 60;

export function pollRoutes(app: Routes, polls: PollsService): void {
  const tags = ['polls'];
  const params = ByIdParams;
  const response = { 200: Poll, ...failures };
  const voting = limitPerAccount(app, VOTES_PER_MINUTE);

  app.post(
    '/api/sessions/:id/polls/',
    { schema: { tags, params, body: PollCreate, headers: IdempotencyHeaders, response: { 201: Poll, ...failures } } },
    async (request, reply) => {
      const key = request.headers['idempotency-key'] ?? null;
      return reply.status(201).send(await polls.open(actorOf(request), request.params.id, request.body, key));
    },
  );
  app.get(
    '/api/sessions/:id/polls/',
    { schema: { tags, params, response: { 200: PollList, ...failures } } },
    async (request) => ({ items: await polls.list(actorOf(request), request.params.id) }),
  );
  app.post(
    '/api/polls/:id/vote/',
    { preHandler: voting, schema: { tags, params, body: PollVote, response } },
    (request) => polls.vote(actorOf(request), request.params.id, request.body.option),
  );
  for (const command of ['close', 'show'] as const) {
    app.post(`/api/polls/:id/${command}/`, { schema: { tags, params, response } }, (request) =>
      polls[command](actorOf(request), request.params.id),
    );
  }
}
