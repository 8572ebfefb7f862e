import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root, SetUpError, say } from './command.mjs';
import { buildGoTool, cacheFolder, findOnPath, OLDEST_GO, programSuffix } from './go-tools.mjs';

const media = path.join(root, 'media');

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
  const built = path.join(folder, `livekit-server${programSuffix}`);
  if (!existsSync(built)) await build(version, folder, built);
  return built;
}

async function build(version, folder, built) {
  say(`Building LiveKit ${version}, the media server; only this once, about two minutes …`);
  try {
    await buildGoTool({ module: media, folder, program: 'server', built });
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    throw new SetUpError(waysToGetIt(`${error.message}\n\nLiveKit, the media server, could not be built.`));
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
