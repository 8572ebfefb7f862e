import type { FastifyInstance } from 'fastify';

/** What a browser may do with our pages: nothing from elsewhere, and no other site may frame them. */
export function addSecurityHeaders(
  app: FastifyInstance,
  { secure, mediaUrl }: { secure: boolean; mediaUrl: string | null },
): void {
  const elsewhere = mediaUrl ? ` ${new URL(mediaUrl.replace(/^ws/, 'http')).origin}` : '';
  const policy = [
    "default-src 'self'",
    `connect-src 'self' ws: wss:${elsewhere}`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    // Mantine sets its variables in style attributes and one style element.
    "style-src 'self' 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'permissions-policy': 'camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self)',
      'cross-origin-opener-policy': 'same-origin',
    });
    if (secure) reply.header('strict-transport-security', 'max-age=31536000');
  });
  app.addHook('onSend', async (request, reply) => {
    const says = reply.statusCode < 400 && reply.hasHeader('cache-control');
    if (request.url.startsWith('/api/') && !says) reply.header('cache-control', 'no-store');
  });
}
