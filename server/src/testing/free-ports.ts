import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';

/** Ports that nobody uses now, for TCP and UDP alike. */
export async function freePorts<Name extends string>(...names: Name[]): Promise<Record<Name, number>> {
  const held = await Promise.all(names.map(holdPort));
  const ports = names.map((name, index) => [name, held[index]?.port] as const);
  await Promise.all(held.map(({ release }) => release()));
  return Object.fromEntries(ports) as Record<Name, number>;
}

async function holdPort(): Promise<{ port: number; release(): Promise<void> }> {
  const tcp = net.createServer().listen(0);
  await once(tcp, 'listening');
  const { port } = tcp.address() as net.AddressInfo;
  const udp = dgram.createSocket('udp4').bind(port);
  const udpIsFree = await once(udp, 'listening').then(
    () => true,
    () => false,
  );
  const release = async () => {
    tcp.close();
    if (udpIsFree) udp.close();
    await once(tcp, 'close');
  };
  if (udpIsFree) return { port, release };
  await release();
  return holdPort();
}
