import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '#http/refusal.ts';

/** The two scripts of ours that make code of bytes: one tells the person in the own picture from what is behind, one reads PDFs. */
const CODE_WORKER = /^assets[/\\](blur|pdf)-worker-[\w-]+\.js(\.br|\.gz)?$/;
/** A worker goes by the policy it comes with, and not by the page's: no page of ours needs to allow it. */
const CODE_WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

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
      // Files in assets/ carry a hash of what they hold in their names; what libraries bring, in folders below it, does not.
      const name = path.relative(webDir, file);
      const hashed = path.dirname(name) === 'assets';
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (CODE_WORKER.test(name)) reply.header('content-security-policy', CODE_WORKER_POLICY);
    },
  });
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    const [pathname = ''] = request.url.split('?');
    if (pathname.startsWith('/api/') || pathname.startsWith('/assets/')) throw new Refusal('not_found');
    return reply.sendFile('index.html');
  });
}
