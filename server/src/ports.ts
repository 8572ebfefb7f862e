import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import type { Config } from '#config.ts';
import { StartRefusal } from '#start-refusal.ts';

export interface WantedPort {
  /** The environment variable that changes it. */
  variable: string;
  purpose: string;
  protocol: 'tcp' | 'udp';
  port: number;
  /** The address it is opened on; undefined for all of them. */
  host?: string;
}

/** All ports this site opens, but for those that its own LiveKit, still running from before, already holds. */
export function portsOf(config: Config, heldAlready: number[]): WantedPort[] {
  const http: WantedPort = {
    variable: 'PORT',
    purpose: 'the web pages',
    protocol: 'tcp',
    port: config.port,
    host: config.host,
  };
  if (config.livekit.kind === 'external') return [http];
  const { ports, nodeIp } = config.livekit;
  const media: WantedPort[] = [
    {
      variable: 'LIVEKIT_PORT',
      purpose: "LiveKit's signalling",
      protocol: 'tcp',
      port: ports.signalling,
      host: '127.0.0.1',
    },
    { variable: 'LIVEKIT_TCP_PORT', purpose: 'media over TCP', protocol: 'tcp', port: ports.tcp },
    {
      variable: 'LIVEKIT_UDP_PORT',
      purpose: 'media over UDP',
      protocol: 'udp',
      port: ports.udp,
      ...(nodeIp === '127.0.0.1' ? { host: nodeIp } : {}),
    },
  ];
  return [http, ...media.filter(({ port }) => !heldAlready.includes(port))];
}

/** Refuses the first port that cannot be opened now, by the variable that changes it. */
export async function refuseTakenPorts(ports: WantedPort[]): Promise<void> {
  for (const wanted of ports) {
    try {
      await (wanted.protocol === 'tcp' ? tryTcp(wanted) : tryUdp(wanted));
    } catch (error) {
      throw explain(wanted, error);
    }
  }
}

export function explain(wanted: WantedPort, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const what = `Port ${wanted.port} (${wanted.protocol.toUpperCase()}, for ${wanted.purpose})`;
  const choose = `choose another with ${wanted.variable}, for example ${wanted.variable}=${wanted.port + 10}`;
  if (code === 'EADDRINUSE') {
    return new StartRefusal(`${what} is taken by another program. Stop that one, or ${choose}.`);
  }
  if (code === 'EACCES') return new StartRefusal(`${what} is not allowed to this user; ${choose}.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new StartRefusal(`HOST is "${wanted.host}", which is no address of this machine.`);
  }
  return error instanceof Error ? error : new Error(String(error));
}

async function tryTcp({ port, host }: WantedPort): Promise<void> {
  const server = net.createServer();
  server.listen({ port, host, exclusive: true });
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}

async function tryUdp({ port, host }: WantedPort): Promise<void> {
  const socket = dgram.createSocket(host && net.isIPv6(host) ? 'udp6' : 'udp4');
  socket.bind({ port, exclusive: true, ...(host ? { address: host } : {}) });
  await once(socket, 'listening');
  socket.close();
  await once(socket, 'close');
}
