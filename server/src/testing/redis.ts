import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { freePorts } from './free-ports.ts';

/** A real Redis of a test, that can be killed and started again on its port. */
export interface TestRedis {
  url: string;
  start(): Promise<void>;
  /** kill -9 */
  kill(): Promise<void>;
}

export async function startRedis(): Promise<TestRedis> {
  const { redis: port } = await freePorts('redis');
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    child = spawn('redis-server', options, { stdio: 'ignore' });
    await once(child, 'spawn');
    while (!(await answers())) {
      if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`);
    }
  }

  async function answers(): Promise<boolean> {
    const socket = net.connect(port ?? 0, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return true;
    } catch {
      return false;
    } finally {
      socket.destroy();
    }
  }

  async function kill(): Promise<void> {
    const running = child;
    child = null;
    if (!running || running.exitCode !== null) return;
    const gone = once(running, 'exit');
    running.kill('SIGKILL');
    await gone;
  }

  await start();
  return { url: `redis://127.0.0.1:${port}`, start, kill };
}
