import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/** What stops the script until a person changes something: shown without a stack. */
export class SetUpError extends Error {}

export function say(line) {
  console.log(line);
}

/**
 * Runs a command to its end. Its output is passed on, or (quiet) kept for when it fails, with a sign of life every
 * ten seconds.
 */
export async function run(command, args, { cwd = root, env = process.env, quiet, whenMissing } = {}) {
  const child = spawn(command, args, { cwd, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
  let output = '';
  child.stdout?.on('data', (data) => (output += data));
  child.stderr?.on('data', (data) => (output += data));
  const began = Date.now();
  const beat =
    quiet && setInterval(() => say(`  ${quiet}: ${Math.round((Date.now() - began) / 1000)} s so far`), 10_000);
  try {
    const [code, signal] = await once(child, 'close');
    if (code === 0) return output;
    const reason = signal ? `was ended by ${signal}` : `failed with code ${code}`;
    throw new SetUpError(`${output}\n"${[command, ...args].join(' ')}" ${reason}.`.trim());
  } catch (error) {
    if (error.code === 'ENOENT') throw new SetUpError(whenMissing ?? `The program "${command}" is not installed.`);
    throw error;
  } finally {
    clearInterval(beat);
  }
}

/** The main function of a script: refusals in plain words, and the exit code. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    console.error(error instanceof SetUpError ? `\n${error.message}\n` : error);
    process.exitCode = 1;
  }
}
