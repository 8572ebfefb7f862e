// Everything that is checked, on a fresh machine: `npm test`, or parts of it: `npm test -- lint types imports unit e2e`.
// Ends with one line, `N passed, N failed`.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { main, say } from './command.mjs';
import { findLiveKit } from './livekit.mjs';
import { ensurePackages } from './packages.mjs';
import { endLeftovers } from './test-leftovers.mjs';
import { runBrowserTests, runUnitTests } from './test-runners.mjs';
import { checkImports, checkLint, checkTypes } from './test-static.mjs';
import { findTestStore } from './test-store.mjs';
import { ensureTools } from './test-tools.mjs';
import { ensureWebApp } from './web-app.mjs';

const parts = ['lint', 'types', 'imports', 'unit', 'e2e'];
const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !parts.includes(part));
const wanted = asked.length > 0 ? asked : parts;

await main(async () => {
  if (unknown.length > 0) {
    console.error(`There is no part "${unknown.join('", "')}". The parts are ${parts.join(', ')}.`);
    return 1;
  }
  const results = [];
  try {
    await runAll(results);
  } catch (error) {
    console.error(error);
    results.push({ passed: 0, failed: 1, failures: [`  ${error.message}`] });
  }
  // Once more at the end: the output is long, and sometimes only its end is kept.
  const failures = results.flatMap((result) => result.failures ?? []);
  if (failures.length > 0) say(`\nWhat failed:\n${failures.join('\n')}`);
  const sum = (outcome) => results.reduce((total, result) => total + result[outcome], 0);
  say(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
});

/** What each part found is put to `results` as it ends, so that it counts whatever happens afterwards. */
async function runAll(results) {
  await ensurePackages();
  if (wanted.includes('lint')) results.push(await checkLint());
  if (wanted.includes('types')) results.push(...(await checkTypes()));
  if (wanted.includes('imports')) results.push(await checkImports());
  if (!wanted.includes('unit') && !wanted.includes('e2e')) return;

  const binary = await findLiveKit({ ...process.env, LIVEKIT_URL: '' });
  ensureTools({ unit: wanted.includes('unit'), e2e: wanted.includes('e2e') });
  if (wanted.includes('e2e')) await ensureWebApp();
  const scratch = makeScratch();
  const env = { ...cleanEnvironment(), TMPDIR: scratch, LIVEKIT_BINARY: binary };
  if (wanted.includes('unit')) env.VERSITYGW_BINARY = await findTestStore();
  try {
    if (wanted.includes('unit')) results.push(await runUnitTests(env, scratch));
    if (wanted.includes('e2e')) results.push(await runBrowserTests(env, scratch));
  } finally {
    results.push(await endLeftovers(scratch));
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** All temporary files of the run lie here: they go with it, and a process left behind is known by it. */
function makeScratch() {
  // Short, because paths of sockets are, and open to pass through for PostgreSQL's own user.
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'));
  chmodSync(scratch, 0o711);
  return scratch;
}

/** The settings of a site that somebody runs from this shell are not for the tests. */
function cleanEnvironment() {
  const ours =
    /^(HOST|PORT|PUBLIC_URL|LOG_LEVEL|DATABASE_URL|REDIS_URL|LECTERN_.*|LIVEKIT_.*|RECORDINGS_.*|FFMPEG|PG[A-Z]+)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
