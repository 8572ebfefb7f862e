import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '#http/refusal.ts';

/** Serves the built web app: its files as they are, and its one page for every path that is a page of it. */
export async function serveWebApp(app: FastifyInstance, webDir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: webDir,
    serveDotFiles: false,
    wildcard: false,
    // The build leaves a .br and a .gz beside each file that is worth it.
    preCompressed: true,
    index: false,
    setHeaders: (reply, file) => {
      // Files under assets/ carry a hash of what they hold in their names.
      const hashed = path.relative(webDir, file).startsWith(`assets${path.sep}`);
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    const [pathname = ''] = request.url.split('?');
    if (pathname.startsWith('/api/') || pathname.startsWith('/assets/')) throw new Refusal('not_found');
    return reply.sendFile('index.html');
  });
}
