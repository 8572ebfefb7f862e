import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** Carries UDP between whoever sends to its port and one port of this machine, and loses some on the way there and back. */
export async function createUdpRelay(to: number) {
  const front = createSocket('udp4');
  const backs = new Map<number, Socket>();
  let losing: { share: number; burst: number; burstEvery: number } | null = null;
  let lost = 0;
  let left = 0;

  function loses(): boolean {
    if (!losing) return false;
    if (left > 0) left--;
    else if (Math.random() < 1 / losing.burstEvery) left = losing.burst;
    else if (Math.random() >= losing.share) return false;
    lost++;
    return true;
  }

  front.on('message', (data, { port }) => {
    if (loses()) return;
    const known = backs.get(port);
    if (known) known.send(data, to, '127.0.0.1');
    else {
      const back = createSocket('udp4');
      backs.set(port, back);
      back.on('message', (answer) => {
        if (!loses()) front.send(answer, port, '127.0.0.1');
      });
      back.send(data, to, '127.0.0.1');
    }
  });
  front.bind(0, '127.0.0.1');
  await once(front, 'listening');

  return {
    port: front.address().port,
    /** From now on: this share of all, and now and then so many in a row. */
    lose(how: { share: number; burst: number; burstEvery: number }) {
      losing = how;
    },
    lost: () => lost,
    async close() {
      for (const socket of [front, ...backs.values()]) {
        const closed = once(socket, 'close');
        socket.close();
        await closed;
      }
    },
  };
}
