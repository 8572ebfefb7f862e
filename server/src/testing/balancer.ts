import { once } from 'node:events';
import net from 'node:net';

/** A plain load balancer: each connection goes to the next of the servers that takes it. */
export async function startBalancer(ports: number[]): Promise<{ origin: string; close(): Promise<void> }> {
  let turn = 0;
  const open = new Set<net.Socket>();
  const server = net.createServer((incoming) => {
    turn += 1;
    keep(incoming);
    pass(
      incoming,
      ports.map((_, index) => ports[(turn + index) % ports.length] ?? 0),
    );
  });

  function pass(incoming: net.Socket, [port, ...others]: number[]): void {
    if (port === undefined) return void incoming.destroy();
    const outgoing = keep(net.connect(port, '127.0.0.1'));
    outgoing.once('connect', () => {
      incoming.pipe(outgoing).pipe(incoming);
      incoming.on('close', () => outgoing.destroy());
      outgoing.on('close', () => incoming.destroy());
    });
    outgoing.once('error', () => outgoing.connecting || pass(incoming, others));
  }

  function keep(socket: net.Socket): net.Socket {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    return socket;
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}
