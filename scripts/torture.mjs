// The crash harness with as many rounds as one has patience for: `npm run torture`, `npm run torture -- 500`, and with a
// seed that a run before has printed, to have its moments again: `npm run torture -- 100 4711`.
import path from 'node:path';
import { main, root, run } from './command.mjs';
import { ensurePackages, node } from './packages.mjs';

const [rounds = '100', seed] = process.argv.slice(2);

await main(async () => {
  await ensurePackages();
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const env = { ...process.env, TORTURE_ROUNDS: rounds, ...(seed ? { TORTURE_SEED: seed } : {}) };
  await run(node, [vitest, 'run', '--project', 'server', 'server/src/torture'], { env });
});
