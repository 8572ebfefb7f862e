import type { FastifyInstance } from 'fastify';
import { Refusal } from './refusal.ts';

/** Whether a browser's request or socket comes from our own pages. Clients that are no browser send no Origin. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined, publicUrl: string | null): boolean {
  if (origin === undefined) return true;
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** Refuses what another site's page sends with our cookies: SameSite=Lax stops most of it, this all of it. */
export function refuseOtherOrigins(app: FastifyInstance, publicUrl: string | null): void {
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return;
    if (!isOwnOrigin(request.headers.origin, request.headers.host, publicUrl)) throw new Refusal('wrong_origin');
  });
}
