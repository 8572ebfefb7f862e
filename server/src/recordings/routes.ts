import { Consent, ConsentChange, LiveRecording, Marker, MarkerCreate, RecordingStopped } from '@lectern/contract';
import { limitPerAccount } from '#http/limit-per-account.ts';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, optionalBody, type Routes } from '#http/routes.ts';
import type { RecordingRuns } from './run-service.ts';

const ACTS_PER_MINUTE = 60;

/** The recording of a running session. */
export function recordingRoutes(app: Routes, runs: RecordingRuns): void {
  const tags = ['recordings'];
  const params = ByIdParams;
  const preHandler = limitPerAccount(app, ACTS_PER_MINUTE);
  const session = '/api/sessions/:id';

  app.post(
    `${session}/recording/start/`,
    { preHandler, schema: { tags, params, response: { 201: LiveRecording, ...failures } } },
    async (request, reply) => reply.status(201).send(await runs.start(actorOf(request), request.params.id)),
  );
  for (const command of ['pause', 'resume'] as const) {
    app.post(
      `${session}/recording/${command}/`,
      { preHandler, schema: { tags, params, response: { 200: LiveRecording, ...failures } } },
      (request) => runs[command](actorOf(request), request.params.id),
    );
  }
  app.post(
    `${session}/recording/stop/`,
    { preHandler, schema: { tags, params, response: { 200: RecordingStopped, ...failures } } },
    (request) => runs.stop(actorOf(request), request.params.id),
  );
  app.post(
    `${session}/recording/markers/`,
    { preHandler, schema: { tags, params, body: optionalBody(MarkerCreate), response: { 201: Marker, ...failures } } },
    async (request, reply) =>
      reply.status(201).send(await runs.mark(actorOf(request), request.params.id, request.body.label)),
  );
  app.put(
    `${session}/consent/`,
    { preHandler, schema: { tags, params, body: ConsentChange, response: { 200: Consent, ...failures } } },
    (request) => runs.choose(actorOf(request), request.params.id, request.body),
  );
}
