import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root, say } from './command.mjs';
import { buildGoTool, cacheFolder, findOnPath, programSuffix } from './go-tools.mjs';

const module = path.join(root, 'server/src/testing/s3');

/** The S3-compatible store that the tests keep recordings in: versitygw, built once into a cache as LiveKit is. */
export async function findTestStore(env = process.env) {
  if (env.VERSITYGW_BINARY) return env.VERSITYGW_BINARY;
  const onPath = findOnPath('versitygw');
  if (onPath) return onPath;
  const [, version] = /github\.com\/versity\/versitygw (v[\d.]+)/.exec(
    readFileSync(path.join(module, 'go.mod'), 'utf8'),
  );
  const folder = path.join(cacheFolder(env), `versitygw-${version}`);
  const built = path.join(folder, `versitygw${programSuffix}`);
  if (existsSync(built)) return built;
  say(`Building versitygw ${version}, a store for the tests; only this once, about a minute …`);
  await buildGoTool({ module, folder, program: 'versitygw', built });
  return built;
}
