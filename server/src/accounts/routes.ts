import type {} from '@fastify/rate-limit';
import { AccountChange, type ErrorCode, Me, PasswordChange, SignUp, typedText } from '@lectern/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '#http/refusal.ts';
import { actorOf } from '#http/request-account.ts';
import { failures, type Routes } from '#http/routes.ts';
import type { AccountsService } from './service.ts';

const MINUTE = 60_000;
/** How often one may try to sign in to one account from one address, a minute. */
const TRIES_PER_ACCOUNT = 10;
/** How often one address may sign in or up at all, a minute: a whole class may sit behind it. */
const TRIES_PER_ADDRESS = 300;

export interface AccountRoutesParts {
  accounts: AccountsService;
  /** Ends the open sockets of one sign-in, or of a whole account. */
  disconnect: (who: { sign_in_id: number } | { account_id: number }) => void;
}

const Identifier = typedText(1, 254);
const GivenPassword = z.string().max(254);
const ByUsername = z.object({ username: Identifier, password: GivenPassword, rememberMe: z.boolean().optional() });
const ByEmail = z.object({ email: Identifier, password: GivenPassword, rememberMe: z.boolean().optional() });

/** What of better-auth is reachable, path by path: whatever is not listed here does not exist. */
export function accountRoutes(app: Routes, { accounts, disconnect }: AccountRoutesParts): void {
  const perAddress = app.createRateLimit({ max: TRIES_PER_ADDRESS, timeWindow: MINUTE, keyGenerator: (r) => r.ip });
  const perAccount = app.createRateLimit({
    max: TRIES_PER_ACCOUNT,
    timeWindow: MINUTE,
    keyGenerator: (request) => `${request.ip} ${request.signedIn?.id ?? identifierOf(request.body)}`,
  });
  const limit =
    (...limits: (typeof perAddress)[]) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      for (const check of limits) {
        const tried = await check(request);
        if (tried.isAllowed || !tried.isExceeded) continue;
        reply.header('retry-after', tried.ttlInSeconds);
        throw new Refusal('too_many_requests');
      }
    };

  app.get('/api/me/', { schema: { tags: ['accounts'], response: { 200: Me, ...failures } } }, (request) => {
    const { sign_in_id: _, ...me } = actorOf(request);
    return me;
  });

  app.post(
    '/api/auth/sign-up/email',
    { config: { public: true }, schema: { tags: ['accounts'], body: SignUp }, preHandler: limit(perAddress) },
    (request, reply) => {
      const name = request.body.name || `${request.body.first_name} ${request.body.last_name}`.trim();
      return pass('sign-up/email', request, reply, { ...request.body, name }, 'account_not_created');
    },
  );
  app.post(
    '/api/auth/sign-in/username',
    {
      config: { public: true },
      schema: { tags: ['accounts'], body: ByUsername },
      preHandler: limit(perAddress, perAccount),
    },
    (request, reply) => pass('sign-in/username', request, reply, request.body, 'sign_in_failed'),
  );
  app.post(
    '/api/auth/sign-in/email',
    {
      config: { public: true },
      schema: { tags: ['accounts'], body: ByEmail },
      preHandler: limit(perAddress, perAccount),
    },
    (request, reply) => pass('sign-in/email', request, reply, request.body, 'sign_in_failed'),
  );
  app.post('/api/auth/sign-out', { schema: { tags: ['accounts'] } }, async (request, reply) => {
    const { sign_in_id } = actorOf(request);
    const answer = await pass('sign-out', request, reply, {}, 'auth_failed');
    disconnect({ sign_in_id });
    return answer;
  });
  app.post('/api/auth/update-user', { schema: { tags: ['accounts'], body: AccountChange } }, (request, reply) => {
    const name = `${request.body.first_name} ${request.body.last_name}`.trim();
    return pass('update-user', request, reply, { ...request.body, name }, 'auth_failed');
  });
  app.post(
    '/api/auth/change-password',
    { schema: { tags: ['accounts'], body: PasswordChange }, preHandler: limit(perAccount) },
    async (request, reply) => {
      const answer = await pass('change-password', request, reply, request.body, 'password_wrong');
      if (request.body.revokeOtherSessions) disconnect({ account_id: actorOf(request).id });
      return answer;
    },
  );

  /** Passes on; every refusal gets `code`, whatever its reason, so that nobody learns who has an account. */
  async function pass(path: string, request: FastifyRequest, reply: FastifyReply, body: unknown, code: ErrorCode) {
    const headers = new Headers();
    if (request.headers.cookie) headers.set('cookie', request.headers.cookie);
    if (request.headers['user-agent']) headers.set('user-agent', request.headers['user-agent'].slice(0, 300));
    headers.set('x-forwarded-for', request.ip);
    const answer = await accounts.forward(path, headers, body);
    if (answer.status >= 500) throw new Error(`better-auth answered ${answer.status} to ${path}`);
    if (!answer.ok) throw new Refusal(code);
    for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
    return reply.status(answer.status).send(await answer.json());
  }
}

const Identified = z.object({ username: z.string().optional(), email: z.string().optional() });

function identifierOf(body: unknown): string {
  const parsed = Identified.safeParse(body);
  return (parsed.data?.username ?? parsed.data?.email ?? '').toLowerCase();
}
