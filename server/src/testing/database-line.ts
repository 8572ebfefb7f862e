import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';

/** A line to the run's PostgreSQL that a test can cut and mend. */
export interface DatabaseLine {
  url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** Forwards a TCP port to the socket file that `url` names. */
export async function openDatabaseLine(url: string): Promise<DatabaseLine> {
  const target = new URL(url);
  const folder = target.searchParams.get('host');
  if (folder === null) throw new Error('The test database is not reached by a socket file');
  const file = path.join(folder, `.s.PGSQL.${target.searchParams.get('port') ?? (target.port || '5432')}`);
  const open = new Set<net.Socket>();
  const server = net.createServer((incoming) => {
    const outgoing = net.connect(file);
    for (const socket of [incoming, outgoing]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        incoming.destroy();
        outgoing.destroy();
      });
    }
    incoming.pipe(outgoing).pipe(incoming);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  const { port } = address;

  const through = new URL(url);
  through.search = '';
  through.host = `127.0.0.1:${port}`;
  return {
    url: through.href,
    async cut() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
    async mend() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
}
