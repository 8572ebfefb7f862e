import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, run, say } from './command.mjs';
import { node } from './packages.mjs';
import { alone } from './set-up-lock.mjs';

const dist = path.join(root, 'web/dist');
/** Inside the built app: what it was built from. */
const stamp = path.join(dist, '.built-from');
const sources = ['web', 'contract', 'package-lock.json', 'tsconfig.base.json'];
const skipped = new Set(['node_modules', 'dist', '.cache']);

/** Builds the web app when its sources, or the contract's, are not those it was built from. */
export async function ensureWebApp() {
  const wanted = fingerprint();
  if (isBuiltFrom(wanted)) return;
  await alone(async () => {
    if (isBuiltFrom(wanted)) return;
    say('Building the web app …');
    // Built beside and then put in place, so that a server that is running keeps its pages meanwhile.
    const next = path.join(root, '.cache', 'web-next');
    const old = path.join(root, '.cache', 'web-old');
    const vite = path.join(root, 'node_modules/vite/bin/vite.js');
    await run(node, [vite, 'build', '--outDir', next, '--emptyOutDir', '--logLevel', 'warn'], {
      cwd: path.join(root, 'web'),
    });
    writeFileSync(path.join(next, path.basename(stamp)), wanted);
    rmSync(old, { recursive: true, force: true });
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(next, dist);
    rmSync(old, { recursive: true, force: true });
  });
}

function isBuiltFrom(wanted) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const source of sources) addTo(hash, path.join(root, source));
  return hash.digest('hex');
}

function addTo(hash, place) {
  const entries = listFolder(place);
  if (!entries) {
    hash
      .update(`${path.relative(root, place)}\0`)
      .update(readFileSync(place))
      .update('\0');
    return;
  }
  for (const { name } of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!skipped.has(name) && !/\.test\.tsx?$/.test(name)) addTo(hash, path.join(place, name));
  }
}

function listFolder(place) {
  try {
    return readdirSync(place, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return null;
    throw error;
  }
}
