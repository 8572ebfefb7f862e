import { GiveWord, HandsAnswer, LowerHand, React } from '@lectern/contract';
import { z } from 'zod';
import { limitPerAccount } from '#http/limit-per-account.ts';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, optionalBody, type Routes } from '#http/routes.ts';
import type { ReactionsService } from './reactions.ts';
import type { HandsService } from './service.ts';

const HANDS_PER_MINUTE = 60;
const REACTIONS_PER_MINUTE = 60;

export function handRoutes(app: Routes, hands: HandsService, reactions: ReactionsService): void {
  const tags = ['hands'];
  const params = ByIdParams;
  const response = { 200: HandsAnswer, ...failures };
  const own = limitPerAccount(app, HANDS_PER_MINUTE);
  const reacting = limitPerAccount(app, REACTIONS_PER_MINUTE);

  app.post('/api/sessions/:id/raise_hand/', { preHandler: own, schema: { tags, params, response } }, (request) =>
    hands.raise(actorOf(request), request.params.id),
  );
  app.post(
    '/api/sessions/:id/lower_hand/',
    { preHandler: own, schema: { tags, params, body: optionalBody(LowerHand), response } },
    (request) => {
      const actor = actorOf(request);
      return hands.lower(actor, request.params.id, request.body.account_id ?? actor.id);
    },
  );
  app.post('/api/sessions/:id/lower_all_hands/', { schema: { tags, params, response } }, (request) =>
    hands.lowerAll(actorOf(request), request.params.id),
  );
  app.post(
    '/api/sessions/:id/give_word/',
    { schema: { tags, params, body: optionalBody(GiveWord), response } },
    (request) => hands.giveWord(actorOf(request), request.params.id, request.body.account_id),
  );
  app.post('/api/sessions/:id/end_word/', { preHandler: own, schema: { tags, params, response } }, (request) =>
    hands.endOwnWord(actorOf(request), request.params.id),
  );
  app.post(
    '/api/sessions/:id/reactions/',
    { preHandler: reacting, schema: { tags, params, body: React, response: { 200: z.object({}), ...failures } } },
    async (request) => {
      await reactions.react(actorOf(request), request.params.id, request.body.emoji);
      return {};
    },
  );
}
