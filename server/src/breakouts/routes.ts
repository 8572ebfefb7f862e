import {
  BreakoutRename,
  BreakoutSettingsChange,
  Breakouts,
  BreakoutsAssign,
  BreakoutsCopy,
  BreakoutsCreate,
  BreakoutsDistribute,
  BreakoutsOpen,
  BreakoutsTime,
  BreakoutsView,
  BreakoutWarm,
  EarlierBreakouts,
  HelpResolve,
  IdParam,
  MediaAccess,
  MoveAnswer,
  MoveRequest,
  MovesExpect,
} from '@lectern/contract';
import { z } from 'zod';
import { limitPerAccount } from '#http/limit-per-account.ts';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, IdempotencyHeaders, type Routes } from '#http/routes.ts';
import type { MediaAt } from '#live/media-address.ts';
import type { ArrangeService } from './arrange-service.ts';
import type { ExpectService } from './expect-service.ts';
import type { HelpService } from './help-service.ts';
import type { MoveService } from './move-service.ts';
import type { BreakoutReading } from './reading-service.ts';
import type { BreakoutRuns } from './run-service.ts';

/** What hosts arrange, all together. */
const ACTS_PER_MINUTE = 240;
/** Going elsewhere, and connecting there beforehand; and asking for help. */
const MOVES_PER_MINUTE = 120;

export interface BreakoutRoutesParts {
  arrange: ArrangeService;
  runs: BreakoutRuns;
  moves: MoveService;
  expecting: ExpectService;
  help: HelpService;
  reading: BreakoutReading;
  mediaAt: MediaAt;
}

export function breakoutRoutes(app: Routes, parts: BreakoutRoutesParts) {
  const { arrange, runs, moves, expecting, help, reading, mediaAt } = parts;
  const tags = ['breakouts'];
  const preHandler = limitPerAccount(app, ACTS_PER_MINUTE);
  const moving = limitPerAccount(app, MOVES_PER_MINUTE);
  const session = '/api/sessions/:id';
  const room = `${session}/breakouts/:breakout_id/`;
  const params = ByIdParams;
  const roomParams = ByIdParams.extend({ breakout_id: IdParam });
  const response = { 200: BreakoutsView, ...failures };

  app.get(`${session}/breakouts/`, { schema: { tags, params, response: { 200: Breakouts, ...failures } } }, (request) =>
    reading.list(actorOf(request), request.params.id),
  );
  app.post(
    `${session}/breakouts/`,
    {
      preHandler,
      schema: {
        tags,
        params,
        body: BreakoutsCreate,
        headers: IdempotencyHeaders,
        response: { 201: BreakoutsView, ...failures },
      },
    },
    async (request, reply) => {
      const key = request.headers['idempotency-key'] ?? null;
      const made = await arrange.make(actorOf(request), request.params.id, request.body.names, key);
      return reply.status(201).send(made);
    },
  );
  app.patch(room, { preHandler, schema: { tags, params: roomParams, body: BreakoutRename, response } }, (request) =>
    arrange.rename(actorOf(request), request.params.id, request.params.breakout_id, request.body.name),
  );
  app.delete(room, { preHandler, schema: { tags, params: roomParams, response } }, (request) =>
    arrange.remove(actorOf(request), request.params.id, request.params.breakout_id),
  );
  app.patch(
    `${session}/breakout_settings/`,
    { preHandler, schema: { tags, params, body: BreakoutSettingsChange, response } },
    (request) => arrange.change(actorOf(request), request.params.id, request.body),
  );
  app.post(
    `${session}/assign_breakouts/`,
    { preHandler, schema: { tags, params, body: BreakoutsAssign, response } },
    (request) => arrange.assign(actorOf(request), request.params.id, request.body.assignments),
  );
  app.post(
    `${session}/distribute_breakouts/`,
    { preHandler, schema: { tags, params, body: BreakoutsDistribute, response } },
    (request) => arrange.distribute(actorOf(request), request.params.id, request.body.how),
  );
  app.get(
    `${session}/earlier_breakouts/`,
    { preHandler, schema: { tags, params, response: { 200: EarlierBreakouts, ...failures } } },
    (request) => arrange.earlier(actorOf(request), request.params.id),
  );
  app.post(
    `${session}/copy_breakouts/`,
    { preHandler, schema: { tags, params, body: BreakoutsCopy, response } },
    (request) => arrange.copy(actorOf(request), request.params.id, request.body.from_session_id),
  );

  app.post(
    `${session}/open_breakouts/`,
    { preHandler, schema: { tags, params, body: BreakoutsOpen, response } },
    (request) => runs.open(actorOf(request), request.params.id, request.body.seconds),
  );
  app.post(
    `${session}/time_breakouts/`,
    { preHandler, schema: { tags, params, body: BreakoutsTime, response } },
    (request) => runs.time(actorOf(request), request.params.id, request.body.seconds),
  );

  app.post(
    `${session}/expect_moves/`,
    { preHandler, schema: { tags, params, body: MovesExpect, response: { 200: z.object({}), ...failures } } },
    async (request) => {
      await expecting.expect(actorOf(request), request.params.id, request.body.before);
      return {};
    },
  );
  app.post(
    `${session}/warm_breakout/`,
    { preHandler: moving, schema: { tags, params, body: BreakoutWarm, response: { 200: MediaAccess, ...failures } } },
    async (request) =>
      mediaAt(request, await moves.warm(actorOf(request), request.params.id, request.body.breakout_id)),
  );
  app.post(
    `${session}/move/`,
    { preHandler: moving, schema: { tags, params, body: MoveRequest, response: { 200: MoveAnswer, ...failures } } },
    async (request) => {
      const { breakout_id, tab = null } = request.body;
      return { media: mediaAt(request, await moves.move(actorOf(request), request.params.id, breakout_id, tab)) };
    },
  );

  app.post(`${session}/ask_help/`, { preHandler: moving, schema: { tags, params, response } }, (request) =>
    help.ask(actorOf(request), request.params.id),
  );
  app.post(
    `${session}/resolve_help/`,
    { preHandler: moving, schema: { tags, params, body: HelpResolve, response } },
    (request) => help.resolve(actorOf(request), request.params.id, request.body.breakout_id),
  );
}
