import {
  EndAnswer,
  Entering,
  JoinAnswer,
  LeaveAnswer,
  LiveParticipants,
  MediaAccess,
  MediaTokenRequest,
  StartAnswer,
} from '@lectern/contract';
import { z } from 'zod';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, optionalBody, type Routes } from '#http/routes.ts';
import type { MediaAccessService } from './media-access.ts';
import type { MediaAt } from './media-address.ts';
import type { MediaWatch } from './media-watch.ts';
import type { LiveService } from './service.ts';

export interface LiveRoutesParts {
  live: LiveService;
  access: MediaAccessService;
  mediaWatch: MediaWatch;
  mediaAt: MediaAt;
}

/** The five live endpoints of the API contract, and what the live page needs beside them. */
export function liveRoutes(app: Routes, { live, access, mediaWatch, mediaAt: at }: LiveRoutesParts): void {
  const tags = ['live'];
  const params = ByIdParams;
  const body = optionalBody(Entering);

  app.post(
    '/api/sessions/:id/start/',
    { schema: { tags, params, body, response: { 200: StartAnswer, ...failures } } },
    async (request) => {
      const { session, media } = await live.start(actorOf(request), request.params.id, request.body.tab ?? null);
      return { message: 'Session started successfully' as const, session, media: at(request, media) };
    },
  );
  app.post(
    '/api/sessions/:id/end/',
    { schema: { tags, params, response: { 200: EndAnswer, ...failures } } },
    async (request) => ({
      message: 'Session ended successfully' as const,
      session: await live.end(actorOf(request), request.params.id),
    }),
  );
  app.post(
    '/api/sessions/:id/join_live/',
    { schema: { tags, params, body, response: { 200: JoinAnswer, ...failures } } },
    async (request) => {
      const { session, media } = await live.join(actorOf(request), request.params.id, request.body.tab ?? null);
      return { message: 'Joined live session successfully' as const, session, media: at(request, media) };
    },
  );
  app.post(
    '/api/sessions/:id/leave_live/',
    { schema: { tags, params, response: { 200: LeaveAnswer, ...failures } } },
    async (request) => {
      await live.leave(actorOf(request), request.params.id);
      return { message: 'Left live session successfully' as const };
    },
  );
  app.get(
    '/api/sessions/:id/live_participants/',
    { schema: { tags, params, response: { 200: LiveParticipants, ...failures } } },
    async (request) => ({ participants: await live.participants(actorOf(request), request.params.id) }),
  );
  app.post(
    '/api/sessions/:id/media_token/',
    { schema: { tags, params, body: optionalBody(MediaTokenRequest), response: { 200: MediaAccess, ...failures } } },
    async (request) => {
      const { tab = null, take_over } = request.body;
      return at(request, await access.freshToken(actorOf(request), request.params.id, { tab, take_over }));
    },
  );
  app.post(
    '/api/sessions/:id/warm_media/',
    { schema: { tags, params, response: { 200: MediaAccess, ...failures } } },
    async (request) => at(request, await access.warm(actorOf(request), request.params.id)),
  );
  app.post(
    '/api/sessions/:id/media_changed/',
    { schema: { tags, params, response: { 200: z.object({}), ...failures } } },
    async (request) => {
      await live.refuseUnlessIn(actorOf(request), request.params.id);
      mediaWatch.expectChange(request.params.id);
      return {};
    },
  );
}
