// Records a class at real speed, for ten minutes or as many as one names: `npm run soak`, `npm run soak -- 120`.
import path from 'node:path';
import { main, root, run } from './command.mjs';
import { ensurePackages, node } from './packages.mjs';

const [minutes = '10'] = process.argv.slice(2);

await main(async () => {
  await ensurePackages();
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const env = { ...process.env, SOAK_MINUTES: minutes };
  await run(node, [vitest, 'run', '--project', 'server', 'server/src/recorder/soak.test.ts'], { env });
});
