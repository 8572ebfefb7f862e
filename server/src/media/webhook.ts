import type { FastifyInstance } from 'fastify';
import { Refusal } from '#http/refusal.ts';
import { type MediaEngine, WrongSignature } from './engine.ts';

export const WEBHOOK_PATH = '/api/livekit/webhook';

/**
 * What LiveKit tells. A webhook only says when to look: what is true is read from LiveKit's list, so that a doubled,
 * late or reordered one changes nothing.
 */
export function webhookRoute(
  app: FastifyInstance,
  { media, look }: { media: MediaEngine; look: (session_id: number) => Promise<unknown> },
): void {
  app.register(async (scope) => {
    scope.addContentTypeParser('application/webhook+json', { parseAs: 'string' }, (_request, body, done) => {
      done(null, body);
    });
    scope.post(WEBHOOK_PATH, { config: { public: true }, schema: { hide: true } }, async (request) => {
      const body = typeof request.body === 'string' ? request.body : '';
      try {
        const session_id = await media.readWebhook(body, request.headers.authorization);
        if (session_id !== null) void look(session_id);
      } catch (error) {
        if (error instanceof WrongSignature) throw new Refusal('not_authenticated');
        throw error;
      }
      return {};
    });
  });
}
