import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root, say } from './command.mjs';
import { node } from './packages.mjs';
import { passSignalsTo } from './server-process.mjs';

export async function runUnitTests(env, scratch) {
  say('\nUnit and integration tests');
  const report = path.join(scratch, 'vitest.json');
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const ok = await runOnce([vitest, 'run', ...reporters], env, root);
  const found = readReport(report);
  // A file that cannot be loaded has no tests that could fail, so it is counted itself.
  const broken = found?.testResults.filter(({ status, assertionResults }) => {
    return status === 'failed' && !assertionResults.some((result) => result.status === 'failed');
  });
  return tally(ok, found && { passed: found.numPassedTests, failed: found.numFailedTests + broken.length });
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
  const found = readReport(report);
  // One that passes only at the second try is one that fails now and then.
  return tally(
    ok,
    found && {
      passed: found.stats.expected,
      failed: found.stats.unexpected + found.stats.flaky + found.errors.length,
    },
  );
}

async function runOnce([script, ...args], env, cwd) {
  const child = spawn(node, [script, ...args], { cwd, env, stdio: 'inherit' });
  passSignalsTo(child);
  const [code] = await once(child, 'exit');
  return code === 0;
}

/** A run that failed without a failed test to show for it counts as one. */
function tally(ok, counted) {
  const { passed, failed } = counted ?? { passed: 0, failed: 0 };
  return { passed, failed: ok ? failed : Math.max(failed, 1) };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
