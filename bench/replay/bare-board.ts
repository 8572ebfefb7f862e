import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { build } from 'vite';
import type { HandStroke } from './handwriting.ts';
import { indexOf, type StrokeLook } from './pen.ts';

/** A page of another server with a bare Excalidraw, in which these strokes are. */
export interface BareBoard {
  origin: string;
  show: (strokes: readonly (readonly [HandStroke, StrokeLook])[]) => void;
  stop: () => Promise<void>;
}

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

export async function openBareBoard(folder: string): Promise<BareBoard> {
  await build({
    root: join(import.meta.dirname, 'bare'),
    logLevel: 'error',
    define: { 'process.env.IS_PREACT': '"false"' },
    build: { outDir: folder, emptyOutDir: true, target: 'esnext' },
  });
  let elements = '[]';
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://bench');
    const file = pathname === '/' ? '/index.html' : pathname;
    try {
      const body = pathname === '/elements.json' ? elements : await readFile(join(folder, file));
      response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream').end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    show(strokes) {
      elements = JSON.stringify(strokes.map(([stroke, look]) => elementOf(stroke, look)));
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A stroke as Excalidraw has it. */
function elementOf({ x, y, packed }: HandStroke, { colour, place }: StrokeLook): object {
  const points: [number, number][] = [];
  let [at_x, at_y] = [0, 0];
  for (let at = 0; at < packed.length; at += 3) {
    at_x += packed[at] ?? 0;
    at_y += packed[at + 1] ?? 0;
    points.push([at_x / 100, at_y / 100]);
  }
  const span = (values: number[]) => Math.max(...values) - Math.min(...values);
  return {
    id: `bare-${place}`,
    type: 'freedraw',
    x,
    y,
    width: span(points.map(([one]) => one)),
    height: span(points.map(([, one]) => one)),
    angle: 0,
    strokeColor: colour,
    backgroundColor: 'transparent',
    fillStyle: 'solid',
    strokeWidth: 2,
    strokeStyle: 'solid',
    roughness: 1,
    opacity: 100,
    groupIds: [],
    frameId: null,
    roundness: null,
    seed: place + 1,
    version: 1,
    versionNonce: place + 1,
    isDeleted: false,
    boundElements: null,
    updated: 1,
    link: null,
    locked: false,
    index: indexOf(place, 0),
    points,
    pressures: packed.filter((_, at) => at % 3 === 2).map((one) => one / 100),
    simulatePressure: false,
    lastCommittedPoint: null,
  };
}
