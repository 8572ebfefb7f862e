import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root, run, SetUpError, say } from './command.mjs';
import { alone } from './set-up-lock.mjs';

/** The Node that the server runs on, whatever Node the machine has: it comes with the packages. */
export const node = path.join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Installs the packages when what is installed is not what package-lock.json says. */
export async function ensurePackages() {
  if (isInstalled()) return;
  await alone(async () => {
    if (isInstalled()) return;
    say('Installing packages (npm ci) …');
    // Some packages need their install scripts; an "ignore-scripts" in somebody's settings is for other projects.
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts=false'];
    await run('npm', args, { quiet: 'installing packages' });
    if (!isInstalled())
      throw new SetUpError('npm finished, but the packages are not complete. Look at its messages above.');
  });
}

/** Compares the lock file with the record npm keeps of what it installed, written when it is done. */
function isInstalled() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  if (!wanted) throw new SetUpError('package-lock.json is missing or damaged.');
  if (!installed) return false;
  for (const [place, entry] of Object.entries(wanted)) {
    const isOurs = !place.includes('node_modules/') || entry.link;
    const found = installed[place];
    if (isOurs || (!found && entry.optional)) continue;
    if (found?.version !== entry.version) return false;
  }
  return nodeRuns();
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
  } catch {
    return null;
  }
}

function nodeRuns() {
  try {
    return execFileSync(node, ['--version'], { encoding: 'utf8' }).startsWith('v');
  } catch {
    return false;
  }
}
