import { execFileSync } from 'node:child_process';
import { SetUpError, say } from './command.mjs';
import { findOnPath } from './go-tools.mjs';

/** Debian's packages and the program each brings: for all tests, in the browser, and for tests of several servers. */
const all = { ffmpeg: 'ffmpeg' };
const browser = { chromium: 'chromium' };
const servers = { 'redis-server': 'redis-server' };

/** What the chosen tests need of the system, from its packages. */
export function ensureTools({ unit, e2e }) {
  const tools = { ...all, ...(unit ? servers : {}), ...(e2e ? browser : {}) };
  const missing = Object.keys(tools).filter((name) => !findOnPath(tools[name]));
  if (missing.length === 0) return;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !findOnPath('apt-get')) {
    throw new SetUpError(
      `The tests need ${missing.join(' and ')}. Install with: sudo apt-get install ${missing.join(' ')}\n` +
        'Or run the other parts only: npm test -- lint types imports',
    );
  }
  say(`Installing ${missing.join(' and ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...missing]]) {
    execFileSync('apt-get', ['-q', ...args], { stdio: 'inherit', env });
  }
}
