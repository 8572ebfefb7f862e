import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root, run, SetUpError, say } from './command.mjs';

const media = path.join(root, 'media');
const suffix = process.platform === 'win32' ? '.exe' : '';
/** Older ones cannot read media/go.mod; from this one on, Go fetches the newer Go it asks for by itself. */
const OLDEST_GO = 21;

/**
 * The LiveKit program: the operator's own, else one built once into a cache. Null when the operator runs LiveKit
 * elsewhere.
 */
export async function findLiveKit(env = process.env) {
  if (env.LIVEKIT_URL) return null;
  if (env.LIVEKIT_BINARY) return env.LIVEKIT_BINARY;
  const onPath = findOnPath('livekit-server');
  if (onPath) return onPath;
  const version = wantedVersion();
  const folder = path.join(cacheFolder(env), `livekit-server-${version}`);
  const built = path.join(folder, `livekit-server${suffix}`);
  if (!existsSync(built)) await build(version, folder, built);
  return built;
}

async function build(version, folder, built) {
  const go = findGo();
  if (!go)
    throw new SetUpError(waysToGetIt('There is no LiveKit (the media server) on this machine, and no Go to build it.'));
  const minor = Number(/go1\.(\d+)/.exec(execFileSync(go, ['version'], { encoding: 'utf8', cwd: os.tmpdir() }))?.[1]);
  if (minor < OLDEST_GO)
    throw new SetUpError(waysToGetIt(`The Go on this machine (1.${minor}) is too old to build LiveKit.`));
  say(`Building LiveKit ${version}, the media server; only this once, about two minutes …`);
  mkdirSync(folder, { recursive: true });
  // Two builds at once each have a folder of their own; the last rename wins, and both are the same.
  const unfinished = path.join(folder, `unfinished-${process.pid}`);
  const cleanUp = () => rmSync(unfinished, { recursive: true, force: true });
  process.once('exit', cleanUp);
  try {
    const env = { ...process.env, GOBIN: unfinished, GOFLAGS: '-mod=readonly', GOWORK: 'off', CGO_ENABLED: '0' };
    await run(go, ['install', 'tool'], { cwd: media, env, quiet: 'building LiveKit' });
    renameSync(path.join(unfinished, `server${suffix}`), built);
  } catch (error) {
    if (error instanceof SetUpError)
      throw new SetUpError(waysToGetIt(`${error.message}\n\nLiveKit could not be built.`));
    throw error;
  } finally {
    cleanUp();
  }
}

function waysToGetIt(problem) {
  return `${problem} Any one of these helps:
  - install Go 1.${OLDEST_GO} or newer (https://go.dev/dl/), and Lectern builds LiveKit by itself;
  - put the program livekit-server on PATH (https://github.com/livekit/livekit/releases), or name it with LIVEKIT_BINARY;
  - use a LiveKit that runs elsewhere: LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET.`;
}

function wantedVersion() {
  const found = /github\.com\/livekit\/livekit-server (v[\d.]+)/.exec(readFileSync(path.join(media, 'go.mod'), 'utf8'));
  if (!found) throw new SetUpError('media/go.mod does not name a version of livekit-server.');
  return found[1];
}

function cacheFolder(env) {
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
  const usual = `/usr/local/go/bin/go${suffix}`;
  return findOnPath('go') ?? (existsSync(usual) ? usual : null);
}

export function findOnPath(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const candidate = path.join(folder, name + suffix);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not in this one.
    }
  }
  return null;
}
