import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root, run, SetUpError } from './command.mjs';

export const programSuffix = process.platform === 'win32' ? '.exe' : '';
/** Older ones cannot read our go.mod files; from this one on, Go fetches the newer Go it asks for by itself. */
export const OLDEST_GO = 21;

/** Builds the one tool that a go.mod names, whose program Go calls `program`, as `built` in its folder of the cache. */
export async function buildGoTool({ module, folder, program, built }) {
  const go = findGo();
  if (!go) throw new SetUpError('There is no Go on this machine.');
  const minor = Number(/go1\.(\d+)/.exec(execFileSync(go, ['version'], { encoding: 'utf8', cwd: os.tmpdir() }))?.[1]);
  if (minor < OLDEST_GO) throw new SetUpError(`The Go on this machine (1.${minor}) is too old.`);
  mkdirSync(folder, { recursive: true });
  // Two builds at once each have a folder of their own; the last rename wins, and both are the same.
  const unfinished = path.join(folder, `unfinished-${process.pid}`);
  const cleanUp = () => rmSync(unfinished, { recursive: true, force: true });
  process.once('exit', cleanUp);
  try {
    const env = { ...process.env, GOBIN: unfinished, GOFLAGS: '-mod=readonly', GOWORK: 'off', CGO_ENABLED: '0' };
    await run(go, ['install', 'tool'], { cwd: module, env, quiet: `building ${path.basename(built)}` });
    renameSync(path.join(unfinished, `${program}${programSuffix}`), built);
  } finally {
    cleanUp();
  }
}

export function cacheFolder(env) {
  const base = env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
  const folder = path.join(base, 'lectern');
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    // A user without a home of its own, as services have.
    return path.join(root, '.cache');
  }
}

function findGo() {
  const usual = `/usr/local/go/bin/go${programSuffix}`;
  return findOnPath('go') ?? (existsSync(usual) ? usual : null);
}

export function findOnPath(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const candidate = path.join(folder, name + programSuffix);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not in this one.
    }
  }
  return null;
}
