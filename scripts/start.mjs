// Everything from a fresh checkout to a running site. Runs on the machine's own Node, before anything is installed,
// so it and its neighbours use nothing but what Node brings.
import { main } from './command.mjs';
import { findLiveKit } from './livekit.mjs';
import { ensurePackages, node } from './packages.mjs';
import { runServer } from './server-process.mjs';
import { ensureWebApp } from './web-app.mjs';

await main(async () => {
  await ensurePackages();
  const livekit = await findLiveKit();
  await ensureWebApp();
  return runServer(node, ['server/src/main.ts', ...process.argv.slice(2)], livekit ? { LIVEKIT_BINARY: livekit } : {});
});
