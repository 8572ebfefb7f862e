import proxy from '@fastify/http-proxy';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '#http/refusal.ts';
import type { MediaEngine, TokenClaims } from './engine.ts';

export interface SignallingProxyParts {
  /** Where LiveKit listens. */
  upstream: string;
  /** The path on our own origin. */
  prefix: string;
  media: Pick<MediaEngine, 'inspect'>;
  /** Whether a token's account may still have what it stands for. */
  mayConnect: (claims: TokenClaims) => Promise<boolean>;
}

/**
 * Browsers reach LiveKit's signalling through our own origin. LiveKit cannot take a token back before it runs out;
 * here it can be refused: rights are good only while its account is in the room.
 */
export function signallingProxy(
  app: FastifyInstance,
  { upstream, prefix, media, mayConnect }: SignallingProxyParts,
): void {
  app.register(async (scope) => {
    // The proxy brings a parser of its own that hands bodies on unread.
    scope.removeContentTypeParser('application/json');
    await scope.register(proxy, {
      upstream: upstream.replace(/^ws/, 'http'),
      prefix,
      rewritePrefix: '/',
      websocket: true,
      httpMethods: ['GET'],
      // The proxy leaves a WebSocket's Authorization out: LiveKit would go by another token than was checked.
      wsClientOptions: { queryString: (_search, _url, request) => queryOf(request) },
      preHandler: async (request) => {
        const token = tokenOf(request);
        const claims = token === null ? null : await media.inspect(token);
        if (!claims) throw new Refusal('not_authenticated');
        if (!(await mayConnect(claims))) throw new Refusal('not_in_session');
        // Our cookies are none of LiveKit's business.
        delete request.headers.cookie;
      },
    });
  });
}

interface Asking {
  url: string;
  headers: { authorization?: string | undefined };
}

/** The one token that counts, of which LiveKit is told too: an Authorization header goes before the address. */
function tokenOf(request: Asking): string | null {
  const { authorization } = request.headers;
  if (authorization !== undefined) return /^Bearer (\S+)$/.exec(authorization)?.[1] ?? null;
  return paramsOf(request).get('access_token');
}

/** The address's own parameters, with that one token and no other. */
function queryOf(request: Asking): string {
  const params = paramsOf(request);
  params.set('access_token', tokenOf(request) ?? '');
  return params.toString();
}

const paramsOf = ({ url }: Asking) => new URL(url, 'http://localhost').searchParams;
