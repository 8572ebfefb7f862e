import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root, say } from './command.mjs';
import { node } from './packages.mjs';
import { passSignalsTo } from './server-process.mjs';
import { readPlaywrightReport, readVitestReport } from './test-report.mjs';

export async function runUnitTests(env, scratch) {
  say('\nUnit and integration tests');
  const report = path.join(scratch, 'vitest.json');
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const ok = await runOnce([vitest, 'run', ...reporters], env, root);
  return tally(ok, readVitestReport(report));
}

export async function runBrowserTests(env, scratch) {
  say('\nTests in real browsers');
  const e2e = path.join(root, 'e2e');
  const report = path.join(scratch, 'playwright.json');
  const playwright = path.join(root, 'node_modules/@playwright/test/cli.js');
  if (!existsSync(path.join(e2e, 'playwright.config.ts'))) {
    say('There are none: e2e/playwright.config.ts is missing.');
    return { passed: 0, failed: 1 };
  }
  const withReport = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const ok = await runOnce([playwright, 'test', '--reporter=list,json'], withReport, e2e);
  return tally(ok, readPlaywrightReport(report));
}

async function runOnce([script, ...args], env, cwd) {
  const child = spawn(node, [script, ...args], { cwd, env, stdio: 'inherit' });
  passSignalsTo(child);
  const [code] = await once(child, 'exit');
  return code === 0;
}

/** A run that failed without a failed test to show for it counts as one. */
function tally(ok, counted) {
  const { passed, failed, failures } = counted ?? { passed: 0, failed: 0, failures: ['  no report was written'] };
  return { passed, failed: ok ? failed : Math.max(failed, 1), failures };
}
