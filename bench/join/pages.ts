import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { everyRight, type LiveKit, noRight } from '../lectern/livekit.ts';

export interface Pages {
  origin: string;
  stop(): Promise<void>;
}

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Builds the bare pages and serves them, with the two endpoints they need: a token, and the raising of a waiting one. */
export async function servePages(livekit: LiveKit, folder: string, port: number): Promise<Pages> {
  await build({
    root: join(import.meta.dirname, 'pages'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, target: 'esnext' },
  });

  const server = createServer(async (request, response) => {
    try {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bench');
      const identity = searchParams.get('identity') ?? '';
      const room = searchParams.get('room') ?? '';
      if (pathname === '/token') {
        const grant = searchParams.get('role') === 'raised' ? noRight : everyRight;
        response.end(await livekit.token(identity, { room, ...grant }));
      } else if (pathname === '/raise') {
        await livekit.raise(room, identity);
        response.end();
      } else {
        const file = pathname === '/' ? '/index.html' : pathname;
        const body = await readFile(join(folder, file));
        response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream').end(body);
      }
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
