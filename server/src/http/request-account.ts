import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AccountsService, SignedIn } from '#accounts/service.ts';
import { Refusal } from './refusal.ts';

declare module 'fastify' {
  interface FastifyRequest {
    signedIn: SignedIn | null;
  }
  interface FastifyContextConfig {
    /** Answers without a sign-in. Every other route under /api needs one. */
    public?: boolean;
  }
}

/** Finds out who asks, before anything of the request is read; refuses strangers where the route is not public. */
export function identifyRequests(app: FastifyInstance, accounts: Pick<AccountsService, 'whoIs'>): void {
  app.decorateRequest('signedIn', null);
  app.addHook('onRequest', async (request) => {
    const route = request.routeOptions;
    // By the route's own path, however the request wrote it; and by the request's where no route is.
    const underApi = [route.url, request.url].some((path) => path?.startsWith('/api/'));
    if (!underApi || route.config.public) return;
    request.signedIn = await accounts.whoIs(request.headers.cookie);
    if (!request.signedIn) throw new Refusal('not_authenticated');
  });
}

/** The account that a route which is not public was asked by. */
export function actorOf(request: FastifyRequest): SignedIn {
  if (!request.signedIn) throw new Refusal('not_authenticated');
  return request.signedIn;
}
