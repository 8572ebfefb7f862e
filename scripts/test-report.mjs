import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './command.mjs';

/**
 * What Vitest and Playwright wrote down, as `{ passed, failed, failures }`, or null where they wrote nothing. A failure is
 * a text: the file, the test, and what it said.
 */
export function readVitestReport(file) {
  const report = readReport(file);
  if (!report) return null;
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === 'failed');
    // A file that cannot be loaded has no tests that could fail, so it is counted itself.
    if (status === 'failed' && failed.length === 0) return [describe(name, 'cannot be run', message)];
    return failed.map(({ fullName, failureMessages }) => describe(name, fullName, failureMessages.join('\n')));
  });
  return { passed: report.numPassedTests, failed: failures.length, failures };
}

export function readPlaywrightReport(file) {
  const report = readReport(file);
  if (!report) return null;
  const { expected, unexpected, flaky } = report.stats;
  const failures = [
    ...report.suites.flatMap(specsOf).flatMap((spec) => (spec.ok ? [] : [describeSpec(spec)])),
    ...report.errors.map(({ message }) => describe('e2e', 'outside of a test', message)),
  ];
  // One that passes only at the second try is one that fails now and then.
  return { passed: expected, failed: unexpected + flaky + report.errors.length, failures };
}

function specsOf({ specs, suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

function describeSpec({ file, title, tests }) {
  const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
  return describe(path.join('e2e/specs', file), title, errors.map(({ message }) => message).join('\n'));
}

/** Some lines of what it said are enough to know it again; the rest stands where it failed. */
function describe(file, test, said = '') {
  const lines = stripVTControlCharacters(said)
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.includes('/node_modules/'));
  const shown = lines.slice(0, 6).map((line) => `      ${line.trim().slice(0, 300)}`);
  return [`  ${path.isAbsolute(file) ? path.relative(root, file) : file} › ${test}`, ...shown].join('\n');
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
