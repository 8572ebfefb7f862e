import type {} from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from './refusal.ts';
import { actorOf } from './request-account.ts';
import type { Routes } from './routes.ts';

const MINUTE = 60_000;

/** A check before a route: each account may come `max` times a minute, on this server. */
export function limitPerAccount(app: Routes, max: number) {
  const check = app.createRateLimit({ max, timeWindow: MINUTE, keyGenerator: (request) => actorOf(request).id });
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const tried = await check(request);
    if (tried.isAllowed || !tried.isExceeded) return;
    reply.header('retry-after', tried.ttlInSeconds);
    throw new Refusal('too_many_requests');
  };
}
