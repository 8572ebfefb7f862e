import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import WebSocket from 'ws';

/** MB: what the process has in memory, and its objects after a collection of garbage. */
export interface ServerMemory {
  resident: number;
  heap: number;
  /** What lies outside the heap: bytes of messages and the like. */
  outside: number;
}

export interface ServerWatch {
  look: () => Promise<ServerMemory>;
  /** Takes a profile of its processor for as long as the work lasts; to be opened with a browser's developer tools. */
  profile: <Result>(file: string, work: () => Promise<Result>) => Promise<Result>;
  close: () => void;
}

/** Looks into a server that was started with --inspect at this port. */
export async function watchServer(pid: number, port: number): Promise<ServerWatch> {
  const [target] = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
  const socket = new WebSocket(target.webSocketDebuggerUrl, { perMessageDeflate: false });
  await once(socket, 'open');
  const answers = new Map<number, (answer: Record<string, unknown>) => void>();
  let asked = 0;
  socket.on('message', (data: Buffer) => {
    const { id, result } = JSON.parse(data.toString());
    answers.get(id)?.(result);
    answers.delete(id);
  });
  const ask = (method: string, params: object = {}) =>
    new Promise<Record<string, unknown>>((resolve) => {
      asked += 1;
      answers.set(asked, resolve);
      socket.send(JSON.stringify({ id: asked, method, params }));
    });
  return {
    async look() {
      await ask('HeapProfiler.collectGarbage');
      const expression = 'JSON.stringify(process.memoryUsage())';
      const { result } = (await ask('Runtime.evaluate', { expression })) as { result: { value: string } };
      const { heapUsed, external } = JSON.parse(result.value);
      return { resident: resident(pid), heap: heapUsed / MB, outside: external / MB };
    },
    async profile(file, work) {
      await ask('Profiler.enable');
      await ask('Profiler.start');
      const result = await work();
      await writeFile(file, JSON.stringify((await ask('Profiler.stop')).profile));
      return result;
    },
    close: () => socket.close(),
  };
}

const MB = 1024 * 1024;

const resident = (pid: number) =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
