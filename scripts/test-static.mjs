import { existsSync } from 'node:fs';
import path from 'node:path';
import { root, run, say } from './command.mjs';
import { node } from './packages.mjs';

const workspaces = ['contract', 'server', 'web', 'e2e', 'bench'];
const bin = (name) => path.join(root, 'node_modules/.bin', name);

export function checkLint() {
  return step('Lint and format', [
    bin('biome'),
    'ci',
    '--error-on-warnings',
    `--colors=${process.stdout.isTTY ? 'force' : 'off'}`,
  ]);
}

export async function checkTypes() {
  const results = [];
  for (const workspace of workspaces) {
    results.push(await step(`Types of ${workspace}`, [node, bin('tsc'), '-p', workspace]));
  }
  return results;
}

export function checkImports() {
  const configs = ['scripts', 'vitest.config.ts'].filter((name) => existsSync(path.join(root, name)));
  return step('Who imports whom', [node, bin('depcruise'), ...workspaces, ...configs]);
}

async function step(title, [command, ...args]) {
  try {
    await run(command, args, { quiet: title });
    say(`ok    ${title}`);
    return { passed: 1, failed: 0 };
  } catch (error) {
    say(`FAIL  ${title}\n${error.message}\n`);
    return { passed: 0, failed: 1, failures: [`  ${title}`] };
  }
}
