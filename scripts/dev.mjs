// For developers: the server restarts and the pages reload as the sources change. One address for both.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { main, root, say } from './command.mjs';
import { findLiveKit } from './livekit.mjs';
import { ensurePackages, node } from './packages.mjs';
import { passSignalsTo } from './server-process.mjs';

await main(async () => {
  await ensurePackages();
  const livekit = await findLiveKit();
  const host = process.env.HOST || '127.0.0.1';
  const port = process.env.PORT || '3000';
  const address = process.env.PUBLIC_URL || `http://${host}:${port}`;
  const serverPort = await freePort();
  const server = `http://127.0.0.1:${serverPort}`;

  const children = [
    spawn(node, ['--watch', '--watch-preserve-output', 'server/src/main.ts', '--dev'], {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        HOST: '127.0.0.1',
        PORT: String(serverPort),
        PUBLIC_URL: address,
        ...(livekit ? { LIVEKIT_BINARY: livekit } : {}),
      },
    }),
    spawn(
      node,
      [
        path.join(root, 'node_modules/vite/bin/vite.js'),
        '--host',
        host,
        '--port',
        port,
        '--strictPort',
        '--logLevel',
        'warn',
      ],
      {
        cwd: path.join(root, 'web'),
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, LECTERN_SERVER: server },
      },
    ),
  ];
  for (const child of children) passSignalsTo(child);
  const ended = Promise.race(children.map((child) => once(child, 'exit')));
  await Promise.race([ended, isUp(`${server}/api/health/live/`).then(() => isUp(`${address}/`))]);
  if (children.every(isAlive)) say(`Lectern is ready at ${address} (server and pages follow your edits)`);
  await ended;
  for (const child of children.filter(isAlive)) child.kill('SIGTERM');
  await Promise.all(children.filter(isAlive).map((child) => once(child, 'exit')));
});

function isAlive(child) {
  return child.exitCode === null && child.signalCode === null;
}

async function isUp(url) {
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await delay(100);
  }
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}
